"""Those who send it: over sockets, and by requests."""

import asyncio
import json
import re
from collections import Counter
from contextlib import closing, suppress
from random import Random
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from e2e.server import Server

from ..wire.frames import Blocks, read_frame, read_page, swapped
from .messages import message
from .mutation import damaged, encoded, garbled
from .requests import Known, draft

PATIENCE = 40  # seconds: a request for news may take 25
AT_A_TIME = 8  # requests, before the page is opened anew
TOO_MANY = 503  # the only failure that an answer may tell of


class Findings:
    def __init__(self) -> None:
        self.sent = Counter[str]()
        self.answered = Counter[str]()
        self.wrong: list[str] = []
        self.grown = 0


async def know(server: Server, room: str) -> Known:
    """Open the room's page."""

    def ask() -> Known:
        with urlopen(Request(f"{server.url}/document/{room}/"), timeout=PATIENCE) as answer:
            page = answer.read().decode()
            cookies = "; ".join(each.partition(";")[0] for each in answer.headers.get_all("Set-Cookie") or [])
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        return Known(room, *read_page(page), cookies, token[1] if token else "")

    return await asyncio.to_thread(ask)


class OnSocket:
    """Follows the document as a client does, and sends what is in order as often as what is not."""

    def __init__(self, server: Server, room: str, random: Random, found: Findings) -> None:
        self._server, self._room, self._random, self._found = server, room, random, found
        self._blocks: Blocks = {}
        self._revision = self._seq = 0
        self._follows = True  # from the revision of its page, so that it knows what every frame is about

    async def run(self) -> None:
        while True:
            known = await know(self._server, self._room)
            self._blocks, self._revision = known.blocks, known.revision
            with suppress(WebSocketException, OSError):
                address, cookies = self._address(), {"Cookie": known.cookies} if self._random.random() < 0.7 else {}
                async with connect(address, additional_headers=cookies, max_size=None) as socket:
                    await self._visit(socket)

    def _address(self) -> str:
        self._seq, self._follows = 0, self._random.random() < 0.9
        since = self._revision if self._follows else damaged(self._revision, self._random)
        query = f"client=fuzz-{self._random.getrandbits(64):016x}&since={quote(str(since)[:30], errors='replace')}"
        return f"ws://127.0.0.1:{self._server.port}/ws/editor/{self._room}/?{query}"

    async def _visit(self, socket: ClientConnection) -> None:
        listening = asyncio.create_task(self._listen(socket))
        try:
            while not listening.done():
                self._seq += 1
                await self._send(socket, message(self._blocks, self._revision, self._seq, self._random))
                await asyncio.sleep(self._random.choice([0, 0.005, 0.02, 0.1]))
        finally:
            listening.cancel()

    async def _send(self, socket: ClientConnection, sent: dict[str, Any]) -> None:
        random = self._random
        match random.choice(["whole"] * 8 + ["damaged"] * 8 + ["garbled", "binary", "line", "twice"]):
            case "whole" as way:
                await socket.send(json.dumps(sent))
            case "damaged" as way:
                await socket.send(encoded(damaged(sent, random)))
            case "garbled" as way:
                await socket.send(garbled(json.dumps(sent).encode(), random).decode(errors="replace"))
            case "binary" as way:
                await socket.send(garbled(json.dumps(sent).encode(), random))
            case "twice" as way:
                await asyncio.gather(*[socket.send(json.dumps(sent)) for _ in range(random.choice([2, 20]))])
            case way:
                socket.transport.write(garbled(random.randbytes(random.choice([2, 8, 14])) + bytes(20), random))
        self._found.sent[f"messages, {way}"] += 1

    async def _listen(self, socket: ClientConnection) -> None:
        with suppress(WebSocketException, OSError):
            while True:
                html = str(await socket.recv())
                try:
                    frame = read_frame(html)
                    if self._follows:
                        self._blocks, self._revision = swapped(self._blocks, frame), frame.revision
                except Exception as error:
                    self._found.wrong.append(f"a frame is not of the contract: {error!r}: {html[:500]!r}")
                    return
                self._found.answered["a refusal" if frame.refused else "a frame"] += 1


class ByRequests:
    def __init__(self, server: Server, room: str, random: Random, found: Findings) -> None:
        self._server, self._room, self._random, self._found = server, room, random, found

    async def run(self) -> None:
        while True:
            known = await know(self._server, self._room)
            client = f"asks-{self._random.getrandbits(64):016x}"
            for seq in range(1, AT_A_TIME + 1):
                made = draft(known, client, seq, self._random)
                way = "whole"
                for _ in range(self._random.choice([0, 0, 1, 1, 2, 4])):
                    made.damage(self._random)
                    way = "damaged"
                raw = made.written(self._server.port, known)
                if self._random.random() < 0.05:
                    raw, way = garbled(raw, self._random), "garbled"
                self._found.sent[f"requests, {way}"] += 1
                await self._ask(raw)

    async def _ask(self, raw: bytes) -> None:
        with suppress(OSError, TimeoutError):
            reader, writer = await asyncio.open_connection("127.0.0.1", self._server.port)
            with closing(writer):
                writer.write(raw)
                async with asyncio.timeout(1):  # longer than that only news are waited for
                    answer = await reader.read()
                self._judge(raw, answer)

    def _judge(self, raw: bytes, answer: bytes) -> None:
        status = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
        code = int(status[1]) if status else 0
        self._found.answered[str(code or "nothing")] += 1
        if code >= 500 and code != TOO_MANY:
            self._found.wrong.append(f"{answer[:300]!r} for {raw[:3_000]!r}")


Stranger = OnSocket | ByRequests
