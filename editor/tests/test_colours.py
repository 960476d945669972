"""Whoever reads can read, and tells people apart: each colour of text on each ground, and those of people."""

import re
from itertools import combinations, product

import pytest

from editor.colours import COLOURS, DIFFERENCES, shared_out

from .palette import STYLES, contrast, difference, schemes

LIGHT, DARK = (STYLES / "base.css").read_text().split("prefers-color-scheme: dark")
PRINT = (STYLES / "print.css").read_text()
PEOPLE = (STYLES / "people.css").read_text().split("prefers-color-scheme: dark")

TEXT = ["ink", "faded", "pen", "alarm", "green", "amber", "violet", "teal"]
GROUNDS = ["paper", "wash"]


@pytest.mark.parametrize("scheme", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
@pytest.mark.parametrize(("text", "ground"), list(product(TEXT, GROUNDS)))
def test_text_stands_out(scheme: str, text: str, ground: str) -> None:
    assert contrast(colour(scheme, text), colour(scheme, ground)) >= 4.5


@pytest.mark.parametrize(("base", "people"), [(LIGHT, PEOPLE[0]), (DARK, PEOPLE[1])], ids=["light", "dark"])
def test_people_stand_out_and_so_do_their_names(base: str, people: str) -> None:
    found = re.findall(r"\.person-(\d) { --person: #(\w+); --on-person: #(\w+); }", people)
    assert [int(number) for number, _, _ in found] == list(range(COLOURS))
    for _, person, name in found:
        assert contrast(person, colour(base, "paper")) >= 3
        assert contrast(name * 2, person) >= 4.5


def test_people_look_as_different_as_is_written_down() -> None:
    assert len(schemes()[0]) == COLOURS
    for one, other in combinations(range(COLOURS), 2):
        assert DIFFERENCES[one][other] == DIFFERENCES[other][one] == difference(one, other)


def test_everyone_gets_their_wish_while_nobody_else_has_it() -> None:
    assert shared_out([]) == []
    assert shared_out([3, 1, 9]) == [3, 1, 9]


def test_whoever_comes_later_gets_the_most_different_of_the_free_colours() -> None:
    assert shared_out([3, 3]) == [3, max(range(COLOURS), key=lambda each: DIFFERENCES[3][each])]
    assert sorted(shared_out([0] * COLOURS)) == list(range(COLOURS))


def test_with_more_people_than_colours_no_colour_is_used_much_more_than_another() -> None:
    given = shared_out([0] * 25)
    assert {given.count(each) for each in range(COLOURS)} == {2, 3}


def colour(scheme: str, name: str) -> str:
    """As `rrggbb`."""
    (digits,) = re.findall(rf"--{name}: #(\w+);", scheme)
    return "".join(digit * (6 // len(digits)) for digit in digits)
