"""Limits of a person, over sockets: an edit that comes too fast waits, and who does not wait is sent away."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from e2e.server import Server

from .client import PATIENCE
from .raw import receive
from .test_names import Browser

EDITS = 120  # a minute
CONNECTIONS = 3


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = {"LONGHAND_MAX_EDITS": str(EDITS), "LONGHAND_MAX_CONNECTIONS_PER_PERSON": str(CONNECTIONS)}
    server = Server(tmp_path_factory.mktemp("strict"), settings=settings)
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def browser(strict: Server, room: str) -> Browser:
    browser = Browser(strict.url, room)
    await browser.open()
    return browser


def edit(seq: int, text: str = "x") -> str:
    return json.dumps({"type": "edit", "seq": seq, "base": 0, "ops": [["ins", "1", 0, text]]})


async def taken(socket: ClientConnection, seq: int, by: str) -> None:
    """Wait until the edit of that number is stored."""
    while not any((change.by, change.seq) == (by, seq) for change in (await receive(socket)).changes):
        pass


async def test_edits_that_come_too_fast_are_taken_later(strict: Server, room: str, browser: Browser) -> None:
    many = EDITS + 6  # of which the last ones wait for some seconds
    async with browser.tab(1) as ada:
        for seq in range(1, many + 1):
            await ada.send(edit(seq))
        await taken(ada, many, "tab-0001")
    assert await asyncio.to_thread(strict.markdown, room) == "x" * many


async def test_who_goes_on_is_sent_away_and_finds_all_that_was_taken(
    strict: Server, room: str, browser: Browser
) -> None:
    boris = Browser(strict.url, room)
    await boris.open()
    last = 0

    async def listen(socket: ClientConnection) -> None:
        nonlocal last
        while True:
            last = max([last, *[change.seq for change in (await receive(socket)).changes if change.by == "tab-0001"]])

    async with browser.tab(1) as ada, boris.tab(2) as other:
        for seq in range(1, 2 * EDITS):
            await ada.send(edit(seq))
        await other.send(edit(1, "y"))
        await taken(other, 1, "tab-0002")
        with pytest.raises(ConnectionClosed):
            await listen(ada)
        assert ada.close_code == 1013
    assert last < 2 * EDITS

    async def come_again() -> None:
        """As pages do, who send again what was not answered."""
        while True:
            with suppress(ConnectionClosed, InvalidStatus):  # its last connection may not have ended yet
                async with browser.tab(1) as ada:
                    await ada.send(edit(2 * EDITS))
                    return await taken(ada, 2 * EDITS, "tab-0001")

    await asyncio.wait_for(come_again(), PATIENCE)
    text = await asyncio.to_thread(strict.markdown, room)
    assert text.count("y") == 1
    assert EDITS < text.count("x") < 2 * EDITS


async def test_so_many_connections_a_person(strict: Server, browser: Browser, room: str) -> None:
    async with AsyncExitStack() as here:
        for number in range(CONNECTIONS):
            await here.enter_async_context(browser.tab(number))
        with pytest.raises(InvalidStatus, match="403"):
            await here.enter_async_context(browser.tab(9))
        elsewhere = Browser(strict.url, f"{room}-other")
        elsewhere._opener = browser._opener
        with pytest.raises(Exception, match="503"):
            await elsewhere.ask(f"{elsewhere.document}news?client=tab-0009&since=0")
        other: Any = Browser(strict.url, room)
        await other.open()
        await here.enter_async_context(other.tab(5))

    async def again() -> None:  # when the server has noticed that they are gone
        while True:
            try:
                async with browser.tab(1):
                    return
            except InvalidStatus:
                await asyncio.sleep(0.05)

    await asyncio.wait_for(again(), PATIENCE)
