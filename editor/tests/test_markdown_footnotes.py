"""Footnotes: a reference and its note are in two blocks, each rendered by itself."""

import re

import pytest

from editor.markdown import to_html

from .elements import Element, parse


def references(text: str) -> list[tuple[str | None, str]]:
    """Where they lead, and what they show."""
    return [
        (each.attributes["href"], each.text())
        for sup in parse(to_html(text)).all()
        if sup.tag == "sup" and sup.id
        for each in sup.elements
    ]


def notes(text: str) -> list[Element]:
    return [each for each in parse(to_html(text)).all() if each.attributes.get("class") == "footnote"]


def shown(element: Element) -> str:
    return re.sub(r"\s+", " ", element.text()).strip()


@pytest.mark.parametrize("label", ["1", "source", "Ä'b", "a*b*", 'q"<>&', "a_b_c", "\u05d0"])
def test_a_reference_leads_to_the_note_in_another_block(label: str) -> None:
    (reference,) = references(f"See[^{label}].")
    (note,) = notes(f"[^{label}]: Here.")
    assert reference[0] == f"#{note.id}"
    assert reference[1] == label == note.one("sup").text()
    assert shown(note) == f"{label} Here."
    (mark,) = [each for each in parse(to_html(f"See[^{label}].")).all() if each.tag == "sup"]
    assert note.one("sup").one("a").attributes["href"] == f"#{mark.id}"


def test_labels_are_the_same_in_any_case() -> None:
    assert references("[^Note]")[0][0] == f"#{notes('[^nOTE]: x')[0].id}"


@pytest.mark.parametrize(
    "text", ["`[^1]`", "\\[^1]", "    [^1]", "```\n[^1]\n```", "[^]", "[^a b]", "[^1", "![a[^1]](/x)"]
)
def test_what_is_no_reference_stays_text(text: str) -> None:
    assert references(text) == []
    assert "\ue000" not in to_html(text)


def test_a_link_contains_no_other_link() -> None:
    (link,) = [each for each in parse(to_html("[a[^1]](/x)")).all() if each.tag == "a"]
    assert link.text() == "a[^1]"


def test_references_stand_everywhere_text_does() -> None:
    text = "# a[^1]\n\n- *b[^2]*\n\n> c[^1]\n\n| d[^3] |\n|---|\n"
    assert [label for _, label in references(text)] == ["1", "2", "1", "3"]


def test_a_note_has_references_of_its_own_and_goes_on_indented() -> None:
    first, second = notes("[^1]: See[^2].\n\n    - More.\n[^2]: And *here*.")
    assert (shown(first), shown(second)) == ("1 See2. More.", "2 And here.")
    assert [each.tag for each in first.elements] == ["sup", "p", "ul"]
    assert references("[^1]: See[^2].") == [("#fn-2", "2")]


def test_a_text_that_says_what_is_put_ahead_of_it_stays_whole() -> None:
    text = "\ue000\n\nsee[^1]\n\n[^\ue000]"
    assert shown(parse(to_html(text))) == "\ue000 see1 [^\ue000]"
