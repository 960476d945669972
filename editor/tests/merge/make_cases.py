"""Writes the cases that both languages run: `python -m editor.tests.merge.make_cases`.

`mine` is what a page makes: insertions, deletions and joins. `theirs`, accepted first, is what a page receives: splits
too. Moves are left out, since they change no text and a page leaves them to the server.
"""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from editor.merge import Delete, Insert, Join, MemoryBlocks, Operation, Split, apply, apply_all, cross, encode

from .histories import ALPHABET, START

CASES = Path(__file__).with_name("cases.json")
SEED = 2024
RANDOM_CASES = 300
MOST = 6  # operations of each side

Case = dict[str, Any]
Page = tuple[tuple[str, str], ...]


def main() -> None:
    lines = [json.dumps(case, ensure_ascii=False) for case in [*named_cases(), *random_cases(Random(SEED))]]
    CASES.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def named_cases() -> Iterator[Case]:
    """One for each rule of the law that a page can meet, and for each place where the two counts of text differ."""
    for name, start, mine, theirs in NAMED:
        yield _case(name, start, mine, theirs)


def random_cases(random: Random) -> Iterator[Case]:
    for number in range(RANDOM_CASES):
        mine = _history(random, "m", ["insert", "insert", "delete", "delete", "join"])
        theirs = _history(random, "t", ["insert", "insert", "delete", "split", "split", "join"])
        yield _case(f"random {number}", START, mine, theirs)


def _case(name: str, start: Page, mine: list[Operation], theirs: list[Operation]) -> Case:
    mine_after, theirs_after = cross(mine, theirs)
    blocks = MemoryBlocks(start)
    apply_all(blocks, [*theirs, *mine_after])
    return {
        "name": name,
        "start": start,
        "mine": [encode(operation) for operation in mine],
        "theirs": [encode(operation) for operation in theirs],
        "mine_after": [encode(operation) for operation in mine_after],
        "theirs_after": [encode(operation) for operation in theirs_after],
        "texts": blocks.items(),
    }


def _history(random: Random, person: str, kinds: list[str]) -> list[Operation]:
    blocks, keys, done = MemoryBlocks(START), count(), list[Operation]()
    for _ in range(random.randint(1, MOST)):
        operation = _operation(random, blocks, random.choice(kinds), f"{person}{next(keys)}")
        if operation:
            apply(blocks, operation)
            done.append(operation)
    return done


def _operation(random: Random, blocks: MemoryBlocks, kind: str, new: str) -> Operation | None:
    block, text = random.choice(blocks.items())
    newlines = [at for at, character in enumerate(text) if character == "\n"]
    match kind:
        case "insert":
            return Insert(
                block, random.randint(0, len(text)), "".join(random.choices(ALPHABET, k=random.randint(1, 4)))
            )
        case "delete" if text:
            at = random.randrange(len(text))
            return Delete(block, at, random.randint(1, len(text) - at))
        case "split" if newlines:
            return Split(block, random.choice(newlines), new)
        case "join" if (before := blocks.before(block)) is not None:
            return Join(block, before, len(blocks.text(before)))
    return None


ONE: Page = (("A", "abcd"),)
LINES: Page = (("A", "ab\ncd"),)
EMPTY_LINE: Page = (("A", "\nab"),)
BELOW: Page = (("A", "ab"), ("B", "cd"))
EMOJI: Page = (("A", "😀e\u0301🇪🇺של"),)

NAMED: list[tuple[str, Page, list[Operation], list[Operation]]] = [
    ("nothing meets nothing", ONE, [], []),
    ("nothing meets something", ONE, [], [Insert("A", 1, "x")]),
    ("different blocks", BELOW, [Insert("A", 0, "x")], [Delete("B", 0, 1)]),
    ("insertions at one place", ONE, [Insert("A", 2, "mine")], [Insert("A", 2, "theirs")]),
    (
        "words typed at one place",
        ONE,
        [Insert("A", 2 + at, letter) for at, letter in enumerate("mine")],
        [Insert("A", 2 + at, letter) for at, letter in enumerate("theirs")],
    ),
    ("a deletion around an insertion", ONE, [Delete("A", 0, 4)], [Insert("A", 2, "new")]),
    ("an insertion within a deletion", ONE, [Insert("A", 2, "new")], [Delete("A", 0, 4)]),
    ("an insertion before a deletion", ONE, [Delete("A", 1, 2)], [Insert("A", 1, "new")]),
    ("an insertion behind a deletion", ONE, [Delete("A", 1, 2)], [Insert("A", 3, "new")]),
    ("deletions of one text", ONE, [Delete("A", 1, 2)], [Delete("A", 1, 2)]),
    ("deletions that overlap", ONE, [Delete("A", 0, 3)], [Delete("A", 1, 3)]),
    ("a deletion within a deletion", ONE, [Delete("A", 0, 4)], [Delete("A", 1, 2)]),
    ("typing before a border", LINES, [Insert("A", 2, "x")], [Split("A", 2, "N")]),
    ("typing behind a border", LINES, [Insert("A", 3, "x")], [Split("A", 2, "N")]),
    ("typing in a block that is joined", BELOW, [Insert("B", 1, "x")], [Join("B", "A", 2)]),
    ("typing at the end of a block that is joined to", BELOW, [Insert("A", 2, "x")], [Join("B", "A", 2)]),
    ("a join to a block that grows", BELOW, [Join("B", "A", 2), Delete("A", 2, 1)], [Insert("A", 2, "x")]),
    ("a join to a block that is split", (*LINES, ("B", "ef")), [Join("B", "A", 5)], [Split("A", 2, "N")]),
    ("joins at one border", BELOW, [Join("B", "A", 2), Delete("A", 2, 1)], [Join("B", "A", 2), Delete("A", 2, 1)]),
    ("joins one above the other", (*BELOW, ("C", "ef")), [Join("C", "B", 2)], [Join("B", "A", 2)]),
    ("a deletion over a border", LINES, [Delete("A", 1, 3)], [Split("A", 2, "N")]),
    ("a deletion up to a border", LINES, [Delete("A", 1, 2)], [Split("A", 2, "N")]),
    ("a deletion from a border on", LINES, [Delete("A", 2, 2)], [Split("A", 2, "N")]),
    ("a deletion of a border alone", LINES, [Delete("A", 2, 1)], [Split("A", 2, "N")]),
    ("a deletion of a border at the start", EMPTY_LINE, [Delete("A", 0, 1)], [Split("A", 0, "N")]),
    ("a deletion from a border at the start on", EMPTY_LINE, [Delete("A", 0, 2)], [Split("A", 0, "N")]),
    ("a border in what is deleted", LINES, [Delete("A", 0, 5)], [Split("A", 2, "N"), Insert("N", 0, "x")]),
    ("a split of a newline that is gone", LINES, [Delete("A", 2, 1), Insert("A", 2, " ")], [Split("A", 2, "N")]),
    ("typing behind an emoji", EMOJI, [Insert("A", 1, "x")], [Delete("A", 0, 1)]),
    ("emojis at one place", EMOJI, [Insert("A", 1, "😀")], [Insert("A", 1, "😀😀")]),
    ("a deletion around emojis", EMOJI, [Delete("A", 0, 5)], [Insert("A", 3, "😀")]),
    ("an accent without its letter", EMOJI, [Insert("A", 2, "x")], [Delete("A", 1, 1)]),
    ("typing from right to left", EMOJI, [Insert("A", 6, "ם")], [Insert("A", 5, "ו")]),
]


if __name__ == "__main__":
    main()
