"""The room by plain requests: the same frames, the same edits, for whom websockets are blocked."""

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from e2e.network import Network
from e2e.server import Server

from ..elements import parse
from .client import PATIENCE, Client
from .conftest import Enter, Markdown
from .frames import Frame, read_frame
from .test_presence import people
from .test_shutdown import ended, process

EDIT = {"type": "edit", "seq": 1, "base": 0, "ops": [["ins", "1", 0, "by request "]]}
UNSENT = {"client": "boris-01", "seq": 1, "busy": True, "revision": 0, "sent": EDIT["ops"], "waiting": [], "texts": {}}


class Requests:
    """Someone who asks in the room."""

    def __init__(self, server: Server, room: str) -> None:
        self._address = f"{server.url}/document/{room}/"

    async def ask(self, what: str, body: Any = None, **headers: str) -> str:
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        request = Request(self._address + what, data, headers)

        def answer() -> str:
            with urlopen(request, timeout=PATIENCE) as answer:
                return str(answer.read().decode())

        return await asyncio.to_thread(answer)

    async def status(self, what: str, body: Any, **headers: str) -> int:
        try:
            await self.ask(what, body, **headers)
        except HTTPError as error:
            error.close()
            return error.code
        return 200

    async def edits(self, body: Any, since: int = 0) -> list[Frame]:
        return read_frames(await self.ask(f"edits?client=boris-01&since={since}", body))

    async def news(self, since: int = 0) -> Frame:
        """The next frame that is no heartbeat."""
        while True:
            for frame in read_frames(await self.ask(f"news?client=boris-01&since={since}")):
                if not frame.is_heartbeat:
                    return frame

    async def unsent(self, **fields: Any) -> str:
        return await self.ask("unsent", UNSENT | fields)


def read_frames(html: str) -> list[Frame]:
    begin = '<i id="sync"'
    return [read_frame(begin + rest) for rest in html.split(begin)[1:]]


@pytest.fixture
def boris(server: Server, room: str) -> Requests:
    return Requests(server, room)


def told(frame: Frame) -> list[tuple[int, str]]:
    return [(change.rev, change.by) for change in frame.changes]


async def test_news_come_as_soon_as_there_are_any(boris: Requests, enter: Enter) -> None:
    ada = await enter("ada")
    news = asyncio.create_task(boris.news())
    await ada.until(lambda: len(people(ada)) == 2)
    await ada.do(["ins", "1", 0, "one"])
    while not (frame := await news).changes:
        news = asyncio.create_task(boris.news())
    assert told(frame) == [(1, ada.name)]
    assert "b-1" in frame.ids

    await ada.do(["ins", "1", 3, " two"], ["ins", "1", 7, "\nthree"])
    await ada.settled()
    missed = await boris.news(since=1)
    assert told(missed) == [(2, ada.name)], "what is new already comes at once"
    await ada.until(lambda: len(people(ada)) == 1)


async def test_an_edit_is_answered_by_what_came_before_it_too(boris: Requests, enter: Enter) -> None:
    ada = await enter("ada")
    await ada.do(["ins", "1", 0, "one"])
    await ada.settled()
    for _ in range(2):  # the first answer may have got lost
        (frame,) = await boris.edits(EDIT)
        assert told(frame) == [(1, ada.name), (2, "boris-01")]
    await ada.sees("oneby request ")
    (_, reminder) = await boris.edits(EDIT, since=2)
    assert told(reminder) == [(2, "boris-01")]


async def test_a_question_without_an_edit_is_answered_at_once(boris: Requests) -> None:
    (frame,) = await boris.edits(b"")
    assert (frame.revision, frame.changes) == (0, [])


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (EDIT | {"ops": [["ins", "gone", 0, "x"]]}, "unknown-block"),
        (EDIT | {"ops": "none"}, "malformed"),
        (EDIT | {"ops": [["ins", "1", 0, "x" * 1_100_000]]}, "too-large"),
        (EDIT | {"ops": [["ins", "1", 0, "x" * 20_000_000]]}, "too-large"),
    ],
)
async def test_an_edit_that_cannot_be_taken_is_refused(boris: Requests, message: dict[str, Any], code: str) -> None:
    _, refusal = await boris.edits(message)
    assert refusal.refused == {"seq": 1, "code": code}
    assert refusal.ids == ["notices"]


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("edits?client=boris-01", EDIT),
        ("edits?client=boris-01&since=0", b"no JSON"),
        ("edits?client=boris-01&since=0", {"type": "dance"}),
        ("news?client=b&since=0", None),
        ("news?client=boris-01&since=-1", None),
        ("unsent", b"[]"),
        ("unsent", UNSENT | {"client": "b"}),
    ],
)
async def test_what_is_not_of_the_contract_is_rejected(boris: Requests, address: str, body: Any) -> None:
    assert await boris.status(address, body) == 400


@pytest.mark.parametrize("address", ["edits?client=boris-01&since=0", "unsent"])
async def test_other_sites_pages_get_nothing(boris: Requests, markdown: Markdown, address: str) -> None:
    assert await boris.status(address, EDIT, Origin="https://evil.example") == 400
    assert await asyncio.to_thread(markdown) == ""


async def test_what_a_dead_page_had_not_seen_stored(boris: Requests, enter: Enter, markdown: Markdown) -> None:
    ada = await enter("ada")
    for _ in range(2):
        assert await boris.unsent(waiting=[["ins", "1", 11, "and later"]]) == ""
    await ada.sees("by request and later")
    notice = parse(await boris.unsent(seq=7, sent=[["ins", "gone", 0, "lost?"]])).one("dialog")
    assert notice.one("textarea").text().strip() == "lost?"
    asked = [{"type": "command", "name": "paste", "argument": "a text"}, {"type": "undo"}]
    notice = parse(await boris.unsent(waiting=[["do", "1", 0, 0, each, "1"] for each in asked])).one("dialog")
    assert notice.one("textarea").text().strip() == "a text"
    much = [["ins", "1", 0, "x"]] * 20_001
    assert parse(await boris.unsent(seq=8, waiting=much)).one("dialog").attributes["data-code"] == "too-large"
    nul = parse(await boris.unsent(seq=8, waiting=[["ins", "1", 0, "kept"], ["ins", "1", 4, "\0"]])).one("dialog")
    assert nul.attributes["data-code"] == "malformed"
    assert "kept" in nul.one("textarea").text()
    assert await asyncio.to_thread(markdown) == "by request and later"


async def test_whoever_waits_for_news_does_not_hold_up_the_end(boris: Requests, enter: Enter, server: Server) -> None:
    ada: Client = await enter("ada")
    news = asyncio.create_task(boris.ask("news?client=boris-01&since=0"))
    await ada.until(lambda: len(people(ada)) == 2)
    process(server).terminate()
    assert await ended(server) == 0
    await news
    await asyncio.to_thread(server.start)


async def test_a_line_that_hangs_ends_the_visit(network: Callable[[], Network], enter: Enter, room: str) -> None:
    ada, way = await enter("ada"), network()
    _, writer = await asyncio.open_connection("127.0.0.1", way.port)
    writer.write(f"GET /document/{room}/news?client=boris-01&since=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    await ada.until(lambda: len(people(ada)) == 2)
    way.cut()
    await ada.until(lambda: len(people(ada)) == 1)
    writer.close()
