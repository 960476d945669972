"""What is said beside a document is told at once to all who may comment, at two processes, and to nobody else."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from e2e.server import Server

from ..chaos.services import Valkey
from ..elements import parse
from .client import PATIENCE, Client
from .frames import Frame
from .owner import Owner
from .raw import raw, receive
from .test_access import FORBIDDEN
from .test_access import document as document
from .test_access import owner as owner
from .test_processes import servers as servers
from .test_processes import valkey as valkey
from .test_requests import Requests, read_frames

VIEWER, COMMENTER = "1", "2"


class Reader(Owner):
    """Somebody with an account, to whom a document is what it is to everyone with the link."""

    async def comments(self, document: str, text: str, **place: str) -> None:
        form = f"/document/{document}/comments"
        await asyncio.to_thread(self.press, form, form, text=text, **place)

    async def places(self, document: str) -> list[str | None]:
        """Of the open comments."""
        marks = parse((await asyncio.to_thread(self._load, f"/document/{document}/comments?places"))[0])
        return [each.attributes["data-place"] for each in marks.all() if each.tag == "i"]


@pytest.fixture
async def carl(servers: list[Server], owner: Owner, document: str, room: str) -> Reader:
    """At the other process than the owner."""
    await asyncio.to_thread(owner.opens_to, document, role=COMMENTER)
    return await asyncio.to_thread(Reader, servers[1].url, f"{room}-carl@longhand.test")


@pytest.fixture
async def author(servers: list[Server], owner: Owner, document: str) -> AsyncIterator[Client]:
    """The owner's, in which there is something."""
    author = Client("owner-01", servers[0].url, document, owner.cookies)
    await author.open()
    await author.do(["ins", "1", 0, "One two three"])
    await author.settled()
    yield author
    await author.leave()


def numbers(*frames: Frame) -> list[str]:
    """Of open comments."""
    return [partial.text() for frame in frames for partial in frame.partials if partial.id == "comment-number"]


async def next_number(socket: ClientConnection) -> str:
    async with asyncio.timeout(PATIENCE):
        while not (told := numbers(await receive(socket))):
            pass
    return told[-1]


async def test_everyone_who_may_comment_is_told_at_once(
    servers: list[Server], author: Client, carl: Reader, document: str
) -> None:
    async with raw(servers[0], document, "guest-01") as here, raw(servers[1], document, "guest-02") as there:
        for socket in (here, there):
            assert numbers(await receive(socket)) == [], "there has never been any"
        for number in ("1", "2"):
            await carl.comments(document, "Well?")
            assert await next_number(here) == await next_number(there) == number
            await author.until(lambda number=number: numbers(*author.frames)[-1:] == [number])  # type: ignore[misc]
    for server in servers:
        async with raw(server, document, "guest-03") as late:
            assert numbers(await receive(late)) == ["2"]


@pytest.mark.parametrize(
    ("end", "begin"),
    [(Valkey.pause, Valkey.resume), (Valkey.kill, Valkey.start)],
    ids=["hangs", "is gone"],
)
async def test_nobody_misses_one_while_the_layer_is_away(
    servers: list[Server],
    author: Client,
    carl: Reader,
    document: str,
    valkey: Valkey,
    end: Callable[[Valkey], None],
    begin: Callable[[Valkey], None],
) -> None:
    end(valkey)
    try:
        await carl.comments(document, "Well?")
        await author.until(lambda: numbers(*author.frames) == ["1"])
    finally:
        begin(valkey)
    async with raw(servers[0], document, "guest-01") as guest:
        assert await next_number(guest) == "1"
        await carl.comments(document, "Well!")
        assert await next_number(guest) == "2"


async def test_a_viewer_is_told_nothing(
    servers: list[Server], author: Client, owner: Owner, carl: Reader, document: str
) -> None:
    await carl.comments(document, "Before")
    await asyncio.to_thread(owner.opens_to, document, role=VIEWER)
    for server in servers:
        async with raw(server, document, "guest-01") as viewer:
            told = [await receive(viewer)]
            form = f"/document/{document}/comments"
            await asyncio.to_thread(owner.press, form, form, text="After")
            await author.do(["ins", "1", 0, "x"])
            await author.settled()
            while told[-1].revision < author.revision:
                told.append(await receive(viewer))
            assert numbers(*told) == []
    assert numbers(*author.frames)[-1] == "3", "though there is something to tell"


@pytest.mark.parametrize(("before", "after"), [(VIEWER, COMMENTER), (COMMENTER, VIEWER)])
async def test_whoever_may_comment_now_or_no_more_loads_the_page_again(
    servers: list[Server], owner: Owner, document: str, before: str, after: str
) -> None:
    await asyncio.to_thread(owner.opens_to, document, role=before)
    async with raw(servers[1], document, "guest-01") as guest:
        last = await receive(guest)
        await asyncio.to_thread(owner.opens_to, document, role=after)
        with suppress(ConnectionClosed):
            while True:
                last = await receive(guest)
    assert guest.close_code == FORBIDDEN
    (notices,) = [each for each in last.partials if each.id == "notices"]
    assert any(each.tag == "meta" for each in notices.all())


async def test_a_comment_stays_with_its_place_wherever_it_is_made_and_read(
    servers: list[Server], author: Client, owner: Owner, carl: Reader, document: str, room: str
) -> None:
    ada = await asyncio.to_thread(Reader, servers[1].url, f"{room}-ada@longhand.test")
    await asyncio.to_thread(owner.opens_to, document, role="3")
    base = author.revision
    await author.do(["ins", "1", 0, "Zero "])
    await author.settled()
    await ada.comments(document, "Well?", place=json.dumps(["1", 4, 7]), at=str(base))
    assert await carl.places(document) == ['["1", 9, 12]']
    await author.do(["ins", "1", 9, "\n"], ["split", "1", 9, "rest"])
    await author.settled()
    for reader in (ada, carl):
        assert await reader.places(document) == ['["rest", 0, 3]']


async def test_a_page_without_websockets_misses_none_between_its_requests(
    servers: list[Server], author: Client, carl: Reader, document: str
) -> None:
    guest = Requests(servers[0], document)

    async def next_number() -> str:
        async with asyncio.timeout(PATIENCE):
            while not (told := numbers(*read_frames(await guest.ask(f"news?client=guest-01&since={author.revision}")))):
                pass
        return told[-1]

    waits = asyncio.create_task(next_number())
    await carl.comments(document, "Well?")
    assert await waits == "1"
    await carl.comments(document, "Well!")
    await author.until(lambda: numbers(*author.frames)[-1:] == ["2"])
    assert await next_number() == "2"
