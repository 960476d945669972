"""Names: made up for everyone, and what becomes of those that people choose."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editor.colours import COLOURS, preferred
from editor.guests import LONGEST_NAME, clean, guest, guest_of, initials


def test_a_guest_is_always_of_the_same_name_and_colour() -> None:
    assert guest("a secret") == guest("a secret")
    assert len(guest("a secret").name.split()) == 2


def test_guests_differ_and_their_secrets_stay_secret() -> None:
    guests = [guest(f"secret-{number}") for number in range(500)]
    assert len({each.key for each in guests}) == 500
    assert len({each.name for each in guests}) > 200
    assert {preferred(each.key) for each in guests} == set(range(COLOURS))
    assert not [each for each in guests if "secret" in each.key]


def test_a_session_knows_its_guest() -> None:
    stranger = guest_of({"guest": "a secret"}, "ada-0001")
    assert stranger == guest("a secret")
    named = guest_of({"guest": "a secret", "name": ["Ada", 7.0]}, "ada-0001")
    assert (named.key, named.name, named.named) == (stranger.key, "Ada", 7.0)
    unnamed = guest_of({"guest": "a secret", "name": ["", 9.0]}, "ada-0001")
    assert (unnamed.name, unnamed.named) == (stranger.name, 9.0)
    assert guest_of({}, "ada-0001") == guest("ada-0001")


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Ada", "Ada"),
        ("  Ada \t\r\n  Lovelace ", "Ada Lovelace"),
        ("\u202eevil\u202c \u2066x\u2069\u200f\u061c", "evil x"),
        ("A\0d\x1ba\x7f\u200b\ufeff\u2028", "Ada"),
        ("Zoe\u0308", "Zoë"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("\u200d", ""),
        ("\u0301", ""),
        ("\ud800\ue000", ""),
        (" ", ""),
        ("x" * 41, "x" * 40),
        ("x" * 39 + " y", "x" * 39),
    ],
)
def test_a_name_is_a_line_that_turns_nothing_around(wanted: str, name: str) -> None:
    assert clean(wanted) == name


@given(st.text())
@example("0 \x1b 0")
def test_whatever_is_wanted_a_name_is_short_and_visible(wanted: str) -> None:
    name = clean(wanted)
    assert len(name) <= LONGEST_NAME
    assert name == clean(name)
    assert not {unicodedata.category(each) for each in name} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(name) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
    assert not name or initials(name)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ada", "A"), ("ada king lovelace", "AL"), ("é", "É"), ("👩\u200d🚀 X", "👩X"), ("\u200da", "A")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
