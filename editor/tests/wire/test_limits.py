"""Limits of a person, over sockets: an edit that comes too fast waits, and who does not wait is sent away."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from typing import Any
from urllib.error import HTTPError

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from e2e.server import Server
from editor import limits

from .client import PATIENCE
from .frames import Frame
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
    last, told = 0, list[str]()

    async def listen(socket: ClientConnection) -> None:
        nonlocal last
        while True:
            frame = await receive(socket)
            last = max([last, *[change.seq for change in frame.changes if change.by == "tab-0001"]])
            told.extend([reason(frame)] if "waiting" in frame.ids else [])

    async with browser.tab(1) as ada, boris.tab(2) as other:
        for seq in range(1, 2 * EDITS):
            await ada.send(edit(seq))
        await other.send(edit(1, "y"))
        await taken(other, 1, "tab-0002")
        with pytest.raises(ConnectionClosed):
            await listen(ada)
        assert ada.close_code == 1013
        assert limits.TOO_FAST in told
    assert last < 2 * EDITS

    async def come_again() -> None:
        """As pages do, who send again what was not answered."""
        while True:
            with suppress(ConnectionClosed):  # its last connection may not have ended yet
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
        async with browser.tab(9) as one_more:
            assert await is_put_off(one_more) == limits.TOO_MANY_PAGES
        elsewhere = Browser(strict.url, f"{room}-other")
        elsewhere._opener = browser._opener
        with pytest.raises(HTTPError) as refused:
            await elsewhere.ask(f"{elsewhere.document}news?client=tab-0009&since=0")
        assert refused.value.code == 503
        assert refused.value.read().decode() == limits.TOO_MANY_PAGES
        other: Any = Browser(strict.url, room)
        await other.open()
        await here.enter_async_context(other.tab(5))

    async def again() -> None:  # when the server has noticed that they are gone
        while reason(await first_frame()):
            await asyncio.sleep(0.05)

    async def first_frame() -> Frame:
        async with browser.tab(1) as tab:
            return await receive(tab)

    await asyncio.wait_for(again(), PATIENCE)


def reason(frame: Frame) -> str:
    """Why the page has to wait; empty if it is let in."""
    (waiting,) = [each for each in frame.partials if each.id == "waiting"]
    return "".join(each.text() for each in waiting.all() if each.tag == "p").strip()


async def is_put_off(socket: ClientConnection) -> str:
    """The reason, which comes before the connection is closed."""
    frame = await receive(socket)
    assert (frame.revision, frame.changes, frame.reset) == (0, [], False), "a page goes on from what it has"
    with pytest.raises(ConnectionClosed):
        await receive(socket)
    assert socket.close_code == 1013
    return reason(frame)
