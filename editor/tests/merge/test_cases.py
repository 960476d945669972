"""The cases that both languages run; editor/tests/browser/transform.test.js is their other half."""

import json
from typing import Any

import pytest

from editor.merge import MemoryBlocks, apply_all, cross, decode, encode

from .make_cases import CASES


@pytest.mark.parametrize("case", json.loads(CASES.read_text(encoding="utf-8")), ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    start = [(key, text) for key, text in case["start"]]
    mine, theirs = ([decode(raw) for raw in case[side]] for side in ("mine", "theirs"))

    mine_after, theirs_after = cross(mine, theirs)
    assert [encode(operation) for operation in mine_after] == case["mine_after"]
    assert [encode(operation) for operation in theirs_after] == case["theirs_after"]

    for history in ([*theirs, *mine_after], [*mine, *theirs_after]):
        blocks = MemoryBlocks(start)
        apply_all(blocks, history)
        assert [[key, text] for key, text in blocks.items()] == case["texts"]
