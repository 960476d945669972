"""The menu behind the slash: what it offers, and what comes of it."""

from functools import reduce

import pytest

from editor.commands import COMMANDS, Selection
from editor.markdown import kind
from editor.merge import MemoryBlocks, apply_all, follow
from editor.slash import CHOICES, Choice, choices

from .page import run

KINDS = {"bullets": "list", "numbers": "list", "tasks": "list"}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        *(("/", "p"), ("/h1", "h1"), ("/H1", "h1"), ("/h6", "h6"), ("/head", "h1"), ("/heading 2", "h2")),
        *(("/title", "h1"), ("/todo", "tasks"), ("/bul", "bullets"), ("/ol", "numbers"), ("/quote", "quote")),
        *(("/note", "callout"), ("/tab", "table"), ("/line", "divider"), ("/formula", "math"), ("/foot", "footnote")),
    ],
)
def test_names_and_other_names(text: str, first: str) -> None:
    assert choices(text)[0].value == first


@pytest.mark.parametrize("text", ["", "a", " /", "/zz", "/h1\n", "/usr/bin", "/ " + "x" * 30, "//", "/h1 is a tag"])
def test_what_asks_for_nothing(text: str) -> None:
    assert choices(text) == []


def test_smaller_headings_are_for_those_who_ask() -> None:
    assert not {"h4", "h5", "h6"} & {choice.value for choice in choices("/")}


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.value)
def test_a_choice_is_of_its_kind_and_the_caret_in_it(choice: Choice) -> None:
    blocks = MemoryBlocks([("a", "above"), ("b", "/h"), ("c", "below")])
    operations, caret = COMMANDS["choose"](blocks, Selection("b", 2, 2), choice.value, iter(["n"]))
    inverse = apply_all(blocks, operations)
    assert kind(blocks.text("b")) in (choice.value, KINDS.get(choice.value))
    assert caret
    assert caret.start <= len(blocks.text(caret.block))
    assert blocks.items()[0] == ("a", "above")
    assert blocks.items()[-1] == ("c", "below")
    apply_all(blocks, inverse)
    assert blocks.text("b") == "/h"


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("h2", ["## |"]),
        ("tasks", ["- [ ] |"]),
        ("code", ["```\n|\n```"]),
        ("callout", ["> [!NOTE]\n> |"]),
        ("math", ["$$\n|\n$$"]),
        ("divider", ["---", "|"]),
        ("p", ["|"]),
        ("nothing of the kind", ["/h|"]),
        ("", ["# |"]),
    ],
)
def test_what_comes_in_the_place_of_the_question(value: str, after: list[str]) -> None:
    assert run("choose", "above", "/h|", argument=value) == ["above", *after]


def test_who_else_is_in_the_question_comes_behind_the_mark() -> None:
    operations, _ = COMMANDS["choose"](MemoryBlocks([("b", "/h")]), Selection("b", 2, 2), "h2", iter(()))
    assert reduce(follow, operations, ("b", 2)) == ("b", len("## "))


def test_a_table_begins_in_its_first_cell() -> None:
    blocks = MemoryBlocks([("b", "/")])
    operations, caret = COMMANDS["choose"](blocks, Selection("b", 1, 1), "table", iter(()))
    apply_all(blocks, operations)
    assert blocks.text("b") == "|  |  |\n| --- | --- |\n|  |  |"
    assert caret == Selection("b", 2, 2)


def test_what_is_no_question_is_not_answered() -> None:
    assert run("choose", "words|", argument="h1") == ["words|"]
    assert run("choose", "/zz|") == ["/zz", "|"]  # the page did not know yet that there is no menu any more
    assert run("choose", "- a|") == ["- a\n- |"]
