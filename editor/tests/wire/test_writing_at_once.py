"""Several clients write in one block at the same time: everything arrives, once, in the order typed."""

import asyncio
from collections.abc import Callable
from random import Random

import pytest

from e2e.network import Network

from .conftest import Enter, Markdown
from .typist import Typist, agree

ALPHABETS = {"ada": 0x0100, "boris": 0x05D0, "clara": 0x4E00, "dora": 0x1F300}  # where each one's characters begin
STROKES = 60


@pytest.mark.parametrize("delays", [(0.0, 0.0, 0.0, 0.0), (0.0, 0.02, 0.07, 0.2)], ids=["at once", "with delays"])
async def test_in_one_block(
    enter: Enter, network: Callable[[], Network], markdown: Markdown, random: Random, delays: tuple[float, ...]
) -> None:
    typists = []
    for (name, first), delay in zip(ALPHABETS.items(), delays, strict=True):
        way = network()
        typists.append(Typist(await enter(name, way), first, Random(random.random())))
        way.slow_down(delay)

    await asyncio.gather(*[typist.type(STROKES) for typist in typists])

    text = await agree(markdown, *[typist.client for typist in typists])
    for typist in typists:
        assert typist.own(text) == typist.typed, "all of one's own, once and in the order typed"
    assert sorted(text.replace("\n", "")) == sorted(letter for typist in typists for letter in typist.typed)


async def test_what_others_put_into_a_deleted_range_stays(enter: Enter, markdown: Markdown) -> None:
    ada, boris = await enter("ada"), await enter("boris")
    await ada.do(["ins", "1", 0, "hello world"])
    await boris.sees("hello world")

    await asyncio.gather(ada.do(["del", "1", 0, 11]), boris.do(["ins", "1", 5, " new"]))
    assert await agree(markdown, ada, boris) == " new"


async def test_one_splits_where_the_other_writes(enter: Enter, markdown: Markdown) -> None:
    ada, boris = await enter("ada"), await enter("boris")
    await ada.do(["ins", "1", 0, "left right"])
    await boris.sees("left right")

    await asyncio.gather(ada.do(["del", "1", 4, 1], ["ins", "1", 4, "\n"]), boris.do(["ins", "1", 10, "!"]))
    assert await agree(markdown, ada, boris) == "left\n\nright!"


async def test_both_join_the_same_blocks(enter: Enter, markdown: Markdown) -> None:
    ada, boris = await enter("ada"), await enter("boris")
    await ada.do(["ins", "1", 0, "left\nright"])
    await boris.sees("left", "right")

    join = [["join", "1x1", "1", 4], ["del", "1", 4, 1]]
    await asyncio.gather(ada.do(*join), boris.do(*join, ["ins", "1", 4, "-"]))
    assert await agree(markdown, ada, boris) == "left-right"


async def test_blocks_move_while_others_write_in_them(enter: Enter, markdown: Markdown) -> None:
    ada, boris, clara = await enter("ada"), await enter("boris"), await enter("clara")
    await ada.do(["ins", "1", 0, "one\ntwo\nthree"])
    await asyncio.gather(boris.sees("one", "two", "three"), clara.sees("one", "two", "three"))

    await asyncio.gather(
        ada.do(["move", "1x2", None]),
        boris.do(["move", "1x2", "1"], ["ins", "1x2", 5, "!"]),
        clara.do(["ins", "1x2", 0, "* "], ["ins", "1", 3, "?"]),
    )
    text = await agree(markdown, ada, boris, clara)
    assert sorted(text.split("\n\n")) == ["* three!", "one?", "two"]
