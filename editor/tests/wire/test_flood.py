"""A client that sends without end is slowed down, then sent away; nobody else notices."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from random import Random
from time import monotonic
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from e2e.server import Server

from .client import PATIENCE
from .conftest import Enter, Log, Markdown
from .raw import raw, receive
from .typist import Typist, agree

AGAIN_LATER = 1013
RATE = 200  # messages a second that a client may send; and as many at once
MIB = 1_048_576


def edit(seq: int, *ops: Any) -> str:
    return json.dumps({"type": "edit", "seq": seq, "base": 0, "ops": ops})


FLOODS: dict[str, Callable[[int], str]] = {
    "carets": lambda number: json.dumps({"type": "caret", "base": 0, "caret": ["1", 0, number]}),
    "edits": lambda number: edit(number, ["ins", "1", 0, "x"]),
    "edits that are refused": lambda number: edit(number, ["ins", "1", 10**9, "x"]),
    "few, but large": lambda number: edit(number, ["ins", "1", 10**9, "x" * MIB]),
}


@pytest.mark.parametrize("message", FLOODS.values(), ids=FLOODS.keys())
async def test_who_floods_is_sent_away_and_nobody_notices(
    enter: Enter, server: Server, room: str, markdown: Markdown, random: Random, log: Log, message: Callable[[int], str]
) -> None:
    ada, boris = Typist(await enter("ada"), 0x0100, random), Typist(await enter("boris"), 0x05D0, random)

    async def flood() -> None:
        async with raw(server, room, "clara-01", most_unread=None) as clara, asyncio.timeout(PATIENCE):
            with suppress(ConnectionClosed):
                for number in range(1, 100_000):
                    await clara.send(message(number))
            await clara.wait_closed()
        assert clara.close_code in (AGAIN_LATER, 1006), "1006 where reading the rest took longer than the server waits"

    await asyncio.gather(flood(), ada.type(40), boris.type(40))

    text = await agree(markdown, ada.client, boris.client)
    assert (ada.own(text), boris.own(text)) == (ada.typed, boris.typed)
    assert ada.client.codes == boris.client.codes == []
    assert sum("Closed a socket" in line for line in log.lines()) == 1


async def test_who_is_hasty_waits(server: Server, room: str) -> None:
    sent = 2 * RATE
    async with raw(server, room, "ada-0001") as ada:
        started = monotonic()
        for number in range(1, sent + 1):
            await ada.send(edit(number, ["ins", "1", 0, "x"]))
        taken: list[int] = []
        while len(taken) < sent:
            taken += [change.seq for change in (await receive(ada)).changes]
    assert taken == list(range(1, sent + 1))
    assert monotonic() - started > 0.9 * (sent - RATE) / RATE
