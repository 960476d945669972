"""Damage: to values as JSON has them, and to bytes."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

ODD: list[Any] = [
    *(None, True, False, 0, -1, 1, 2**31, 2**53, 2**63 - 1, 2**63, 2**64, -(2**63), 10**40, 0.5, -0.0, 1e308),
    *(
        "",
        "1",
        "x",
        "\n",
        "\r",
        "\0",
        "\ud83d",
        "\ude00",
        "😀",
        "e\u0301",
        "\u202e",
        "\ufeff",
        "\u2028",
        "%00",
        "../..",
    ),
    *("a" * 10_000, "\n" * 3_000, "# " * 2_000, "|" * 3_000, "[" * 3_000, "*" * 3_000, "> " * 2_000, "```\n" * 500),
    *(
        [],
        {},
        [[]],
        {"": ""},
        [0] * 100,
        "<script>alert(1)</script>",
        "'; DROP TABLE x; --",
        "{{ 7 * 7 }}",
        "{% now %}",
    ),
    *(float("inf"), float("nan"), {"type": "edit"}, ["ins", "1", 0, "x"], "edit", "undo", "caret", "../.."),
]


def damaged(value: Any, random: Random) -> Any:
    """The value with something in it, at whatever depth, that is another one, gone, or there twice."""
    match value:
        case dict() if value and random.random() < 0.85:
            name = random.choice(list(value))
            others = {other: inner for other, inner in value.items() if other != name}
            if random.random() < 0.2:
                return others
            return others | {name: damaged(value[name], random)}
        case list() if value and random.random() < 0.85:
            at = random.randrange(len(value))
            middle: Callable[[], list[Any]] = random.choice(
                [
                    list,
                    lambda: [value[at]] * random.choice([2, 3, 200]),
                    lambda: [random.choice(value)],
                    *[lambda: [damaged(value[at], random)]] * 6,
                ]
            )
            return [*value[:at], *middle(), *value[at + 1 :]]
        case int() if random.random() < 0.6:
            return value + random.choice([-2, -1, 1, 2, 1_000])
        case str() if value and random.random() < 0.5:
            at = random.randrange(len(value))
            return value[:at] + str(random.choice(ODD)) + value[at + random.randrange(2) :]
    return random.choice(ODD)


def garbled(data: bytes, random: Random) -> bytes:
    """With some bytes that are others, gone, or there twice."""
    for _ in range(random.randrange(1, 4)):
        start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
        piece = data[start:end]
        change = random.choice([b"", piece * 2, random.randbytes(len(piece) % 40 + 1), piece[::-1], b"\xff\xfe", b"\0"])
        data = data[:start] + change + data[end:]
    return data


def encoded(value: Any) -> str:
    """As JSON, which Python writes with lone surrogates and numbers that are none."""
    return json.dumps(value)
