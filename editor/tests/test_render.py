"""Frames and partials, read as a browser reads them."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.carets import Caret
from editor.delta import Delta
from editor.edit import Refusal
from editor.places import placed
from editor.presence import Person
from editor.render import GROUP, carets, frame, groups, presence, refusal_frame, reminder_frame, section
from editor.slash import choices

from .elements import Element, parse

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"))
TRICKY = ["", "\n", "\n\na", "</textarea><script>", "&lt;", '"', "`</section>`", " a ", "x" * 3_000]


def delta(**what: Any) -> Delta:
    nothing = Delta(
        7,
        title="",
        reset=False,
        changes=[],
        removed=[],
        inserted=[],
        changed=[],
        headings=False,
        title_place="[]",
        counts="",
    )
    return replace(nothing, **what)


def summary(html: str) -> list[tuple[str, str, str | None]]:
    """The elements of a frame: name, id, and how it is swapped in."""
    return [(each.tag, each.id, each.attributes.get("hx-swap-oob")) for each in parse(html).elements]


def sync(html: str) -> dict[str, str | None]:
    first = parse(html).elements[0]
    assert first.id == "sync"
    return first.attributes


def source(block: Element) -> str:
    """Browsers leave out a newline at the beginning of a textarea."""
    return block.one("textarea", cls="source").text().removeprefix("\n")


@given((TEXTS | st.sampled_from(TRICKY)).filter(lambda text: not choices(text)))  # those have a menu between the two
def test_a_block_is_its_html_and_its_exact_source(text: str) -> None:
    (block,) = parse(section("1x1", text)).elements
    assert (block.tag, block.id, block.attributes["class"]) == ("section", "b-1x1", "block")
    assert [(each.tag, each.attributes.get("class")) for each in block.elements] == [
        ("div", "rendered"),
        ("a", None),
        ("textarea", "source"),
    ]
    assert source(block) == text
    assert "hx-swap-oob" not in block.attributes


@pytest.mark.parametrize(
    ("text", "name"),
    [("# Title", "Edit: # Title"), ('"<b>" ' + "x" * 99, 'Edit: "<b>" ' + "x" * 14), ("", "Edit: empty block")],
)
def test_the_link_to_a_blocks_form_says_which_block_that_is(text: str, name: str) -> None:
    link = parse(section("1x1", text)).elements[0].elements[1]
    assert (link.attributes["href"], link.attributes["aria-label"], link.text()) == ("block/1x1", name, "Edit")


def test_the_elements_of_a_frame_stand_in_the_order_in_which_they_are_swapped() -> None:
    html = frame(
        delta(
            title="T",
            removed=["gone", "moved"],
            changed=[("1", "one")],
            inserted=[(None, [("moved", "m")]), ("1", [("2", "two"), ("3", "three")])],
        ),
        title=True,
    )
    assert summary(html) == [
        ("i", "sync", "true"),
        ("section", "b-gone", "delete"),
        ("section", "b-moved", "delete"),
        ("section", "b-1", "true"),
        ("div", "", "afterbegin:#blocks"),
        ("div", "", "afterend:#b-1"),
        ("h1", "title", "true"),
        ("title", "page-title", "innerHTML"),
    ]
    run = parse(html).elements[5]
    assert [(each.id, source(each)) for each in run.elements] == [("b-2", "two"), ("b-3", "three")]


def test_many_new_blocks_come_in_groups_and_those_that_come_back_do_not() -> None:
    run = [(str(number), "x") for number in range(2 * GROUP + 1)]
    _, new = parse(frame(delta(inserted=[("1", run)]), title=False)).elements
    assert [(each.attributes["class"], len(each.elements)) for each in new.elements] == [
        ("group", GROUP),
        ("group", GROUP),
        ("group", 1),
    ]
    _, _, moved, *_ = parse(frame(delta(inserted=[("1", run)], removed=["7"]), title=False)).elements
    assert [each.id for each in moved.elements] == [f"b-{key}" for key, _ in run]


def test_a_title_is_text_and_stands_in_a_frame_when_it_is_new() -> None:
    html = frame(delta(title="<b> & more"), title=True)
    assert parse(html).one(id="title").text() == "<b> & more"
    assert [each.id for each in parse(frame(delta(title="same"), title=False)).elements] == ["sync"]


@given(TEXTS)
def test_changes_come_through_as_they_are(text: str) -> None:
    change = {"rev": 7, "by": "ada-0001", "seq": 3, "ops": [["ins", "1", 0, text]], "then": []}
    for html in (frame(delta(changes=[change]), title=False), reminder_frame(7, change)):
        assert json.loads(sync(html)["data-changes"] or "") == [change]
        assert sync(html)["data-revision"] == "7"


def test_a_reset_has_the_document_whole() -> None:
    blocks = [(f"{number}", f"text {number}") for number in range(2 * GROUP + 1)]
    html = frame(delta(reset=True, inserted=[(None, blocks)], title="T"), title=True, settled=4)
    assert summary(html)[:2] == [("i", "sync", "true"), ("div", "blocks", "true")]
    assert "data-reset" in sync(html)
    assert sync(html)["data-settled"] == "4"
    grouped = parse(html).one(id="blocks").elements
    assert [each.attributes["class"] for each in grouped] == ["group"] * 3
    assert [len(each.elements) for each in grouped] == [GROUP, GROUP, 1]
    assert [(each.id[2:], source(each)) for group in grouped for each in group.elements] == blocks


def test_a_document_is_never_without_a_group() -> None:
    assert groups([("1", "")]).count('<div class="group">') == 1


def test_a_refusal_is_for_the_program_and_for_the_person() -> None:
    html = refusal_frame(7, 3, Refusal("too-large", "The <b> is too long."))
    assert json.loads(sync(html)["data-refused"] or "") == {"seq": 3, "code": "too-large"}
    notices = parse(html).elements[1]
    assert (notices.id, notices.attributes["hx-swap-oob"]) == ("notices", "beforeend")
    assert notices.one("p").text() == "The <b> is too long."
    assert not [each for each in notices.all() if each.tag == "textarea"], "nothing to be copied"


@given(TEXTS.filter(bool) | st.sampled_from(TRICKY[1:]))
def test_what_was_refused_can_be_copied_as_it_was_written(text: str) -> None:
    field = parse(refusal_frame(7, 3, Refusal("too-large", "No.", text))).one("textarea")
    assert "readonly" in field.attributes
    assert field.text().removeprefix("\n") == text


def test_presence_shows_some_people_and_counts_all() -> None:
    people = [Person(f"key-{number}", "Ada Byron", number) for number in range(8)]
    bar = parse(presence(people)).one(id="presence")
    shown = [each for each in bar.all() if each.tag == "li"]
    assert [each.attributes["data-person"] for each in shown] == [each.key for each in people[:6]]
    assert shown[0].text().strip() == "AB"
    assert bar.one(cls="everyone").text() == "8"


def test_carets_say_whose_and_where_they_are() -> None:
    ada = Person("0a", '<Ada> & "co"', 3)
    boris = Person("0b", "Boris", 4)
    carets_of = [(ada, Caret("0a", placed(["1", 2, 5]), 7, 99)), (boris, Caret("0b", placed(["1", 2, 5, "2"]), 7, 9))]
    html = carets(carets_of, now=100)
    one, other = parse(html).one(id="carets").elements
    assert (one.tag, one.id, one.attributes["class"]) == ("i", "caret-0a", "caret person-3 moving")
    assert one.text() == ada.name
    assert json.loads(one.attributes["data-place"] or "") == ["1", 2, 5]
    assert other.attributes["class"] == "caret person-4"
    assert json.loads(other.attributes["data-place"] or "") == ["1", 2, 5, "2"]
