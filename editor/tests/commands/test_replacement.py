"""Matches are replaced: all of them, or the one that is selected, and nothing beside them."""

import re
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.commands import COMMANDS, Selection, replacement
from editor.merge import Delete, Insert, InvalidOperation, MemoryBlocks, apply_all
from editor.search import Search

from .page import run

TEXTS = st.lists(st.text("abA \n😀", max_size=10), min_size=1, max_size=4)


def encoded(find: str, replace: str, **flags: bool) -> str:
    return Search(find, replace, **flags).encode()


@given(texts=TEXTS, find=st.text("abA 😀", min_size=1, max_size=2), new=st.text("abX\n", max_size=3))
def test_all_is_what_every_block_becomes_by_itself(texts: list[str], find: str, new: str) -> None:
    keys = [f"b{number}" for number in range(len(texts))]
    blocks, caret = MemoryBlocks(zip(keys, texts, strict=True)), Selection("b0", len(texts[0]), len(texts[0]))
    operations, after = COMMANDS["replace-all"](blocks, caret, encoded(find, new), map(str, count()))
    inverse = apply_all(blocks, operations)
    assert [text for _, text in blocks.items()] == [
        re.sub(re.escape(find), lambda _: new, text, flags=re.IGNORECASE) for text in texts
    ]
    assert after
    assert 0 <= after.start <= after.end <= len(blocks.text(after.block))
    apply_all(blocks, inverse)
    assert [text for _, text in blocks.items()] == texts


def test_only_what_is_another_character_changes() -> None:
    blocks = MemoryBlocks([("b", "a colour, colours")])
    operations, _ = COMMANDS["replace-all"](blocks, Selection("b", 0, 0), encoded("colour", "color"), map(str, count()))
    assert operations == [Delete("b", 14, 1), Delete("b", 6, 1)]
    operations, _ = COMMANDS["replace-all"](blocks, Selection("b", 0, 0), encoded("a c", "a red c"), map(str, count()))
    assert operations == [Insert("b", 2, "red ")]


def test_the_one_that_is_selected() -> None:
    assert run("replace", "one two one", "‹one›", argument=encoded("one", "1")) == ["one two one", "1|"]
    assert run("replace", "‹a›a", argument=encoded("a", "aa")) == ["aa|a"]
    assert run("replace", "‹two› two", argument=encoded("(t)wo", r"\1hree", regex=True)) == ["three| two"]


@pytest.mark.parametrize("page", ["‹ones›", "s‹one›s", "|one"])
def test_what_is_no_match_any_more_stays(page: str) -> None:
    assert run("replace", page, argument=encoded("one", "1", words=True)) == [page]


def test_too_much_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacement, "MOST", 2)
    assert run("replace-all", "a|a", argument=encoded("a", "b")) == ["b|b"]
    with pytest.raises(InvalidOperation, match="more than 2"):
        run("replace-all", "a|a", "a", argument=encoded("a", "b"))


@pytest.mark.parametrize("argument", ["", encoded("(", "", regex=True)])
def test_what_cannot_be_searched_for_is_refused(argument: str) -> None:
    for name in ("replace", "replace-all"):
        with pytest.raises(InvalidOperation):
            run(name, "|one", argument=argument)
