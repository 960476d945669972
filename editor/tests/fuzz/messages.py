"""Messages that a client of the wire may send, on the document as it was told."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

from editor.commands import COMMANDS

from ..payloads import HTML, LINKS, PLACES, TEX
from ..wire.frames import Blocks

TEXTS = [
    *("a", "b c", "word ", "\n", "\n\n", "# Title\n", "- one\n- two\n", "1. x\n2. y", "- [ ] task", "> quote\n> more"),
    *(
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "```py\nx = 1\n```",
        "$x^2$",
        "**bold**",
        "`code`",
        "😀👩\u200d🚀",
        "שלום",
    ),
    *(
        "[^1]: note",
        "[x](https://example.org)",
        "---",
        "    indented",
        "\t- tab",
        "line one\\\nline two",
        "$$\nx\n$$",
        "/",
    ),
    *HTML,
    *TEX,
    *PLACES,
    *LINKS,
]
KINDS = ["p", "h1", "h6", "bullets", "numbers", "tasks", "quote", "code", "", "h7"]


def message(blocks: Blocks, revision: int, seq: int, random: Random) -> dict[str, Any]:
    """A message of the contract, and mostly one that can be done."""
    kinds: list[Callable[[Blocks, Random], dict[str, Any]]] = [_edit] * 6 + [_command] * 4 + [_undo, _caret]
    base = max(0, revision - random.choice([0, 0, 0, 1, 2, 10]))
    return random.choice(kinds)(blocks, random) | {"seq": seq, "base": base}


def operations(blocks: Blocks, random: Random) -> list[list[Any]]:
    """One after another, each on what the ones before it have left as far as that is easily told."""
    return [_operation(blocks, random) for _ in range(random.choice([1, 1, 1, 2, 3, 8]))]


def place(blocks: Blocks, random: Random) -> list[Any]:
    keys = list(blocks)
    first, last = sorted(random.choices(range(len(keys)), k=2))
    if random.random() < 0.6:
        last = first
    start, end = (random.randint(0, len(blocks[keys[at]])) for at in (first, last))
    if first == last:
        start, end = sorted((start, end))
        return [keys[first], start, end]
    return [keys[first], start, end, keys[last]]


def _edit(blocks: Blocks, random: Random) -> dict[str, Any]:
    return {"type": "edit", "ops": operations(blocks, random), "typed": random.random() < 0.7}


def _operation(blocks: Blocks, random: Random) -> list[Any]:
    keys = list(blocks)
    at = random.randrange(len(keys))
    key, text = keys[at], blocks[keys[at]]
    start, end = sorted(random.randint(0, len(text)) for _ in range(2))
    new = f"{random.getrandbits(64):x}"
    possible = [["ins", key, start, random.choice(TEXTS)]] * 4
    possible += [["move", key, random.choice([None, *keys])]]
    possible += [["del", key, start, end - start]] * 2 if start < end else []
    possible += [["split", key, text.index("\n"), new]] * 2 if "\n" in text else []
    possible += [["join", key, keys[at - 1], len(blocks[keys[at - 1]])]] if at else []
    return random.choice(possible)


def _command(blocks: Blocks, random: Random) -> dict[str, Any]:
    search = {
        "find": random.choice(["a", r"\w+", "(.)", ".*", "^", "[", "x{2,}", " "]),
        "replace": random.choice(["", "b", r"\1\0", r"\n", "$"]),
        **{name: random.random() < 0.5 for name in ("regex", "case", "words")},
    }
    argument = random.choice([*TEXTS, *KINDS, *blocks, json.dumps(search), json.dumps(search)])
    name = random.choice(list(COMMANDS))
    return {"type": "command", "name": name, "caret": place(blocks, random), "argument": argument}


def _undo(blocks: Blocks, random: Random) -> dict[str, Any]:
    return {"type": random.choice(["undo", "redo"])}


def _caret(blocks: Blocks, random: Random) -> dict[str, Any]:
    return {"type": "caret", "caret": random.choice([None, place(blocks, random)])}
