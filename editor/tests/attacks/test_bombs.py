"""Little that becomes much, or takes for ever: it is turned away, and the server has neither grown nor stopped."""

import asyncio
import gzip
import json
import struct
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from websockets.exceptions import ConnectionClosed

from e2e.server import Server
from editor.frames import COMPRESSED, TEXT

from ..files.samples import PNG
from ..wire.client import PATIENCE
from ..wire.conftest import Enter, Log
from ..wire.raw import raw
from ..wire.test_shutdown import process
from ..wire.visitor import Visitor, multipart

MIB = 1024 * 1024
GROWTH = 400 * MIB  # at its peak, for the largest thing that is read; what a bomb comes to is far more
MALFORMED = (400, 413, 422)
DEEP = "[" * 500_000
LONG = "9" * 500_000


def peak(server: Server) -> int:
    """The most memory that the server ever had, in bytes."""
    status = Path(f"/proc/{process(server).pid}/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) * 1024


@pytest.fixture(autouse=True)
async def unmoved(server: Server, enter: Enter) -> AsyncIterator[None]:
    """Somebody who writes before and after, in the same room."""
    ada = await enter("ada")
    await ada.do(["ins", "1", 0, "a"])
    await ada.settled()
    before = peak(server)
    yield
    await ada.do(["ins", "1", 0, "b"])
    await ada.settled()
    assert ada.codes == []
    assert peak(server) - before < GROWTH


async def status(server: Server, address: str, body: bytes, **headers: str) -> int:
    def ask() -> int:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            with urlopen(Request(f"{server.url}{address}", body or None, told), timeout=PATIENCE) as answer:
                return int(answer.status)
        except HTTPError as error:
            error.close()
            return error.code

    return await asyncio.to_thread(ask)


async def test_a_frame_that_inflates_to_gigabytes(server: Server, room: str) -> None:
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"".join(bomb.compress(bytes(MIB)) for _ in range(2_048)) + bomb.flush(zlib.Z_SYNC_FLUSH)
    async with raw(server, room, "eve-0001") as eve:
        eve.transport.write(struct.pack(">BBQ4x", TEXT | COMPRESSED, 0x80 | 127, len(data) - 4) + data[:-4])
        await asyncio.wait_for(eve.wait_closed(), PATIENCE)


@pytest.mark.parametrize("pieces", [1, 64])
async def test_a_frame_that_inflates_as_far_as_it_may(server: Server, room: str, pieces: int) -> None:
    """In however many fragments it comes."""
    data = zlib.compress(b" " * (63 * MIB), 9, -15) + b"\0"
    size = len(data) // pieces + 1
    async with raw(server, room, "eve-0001") as eve:
        for start in range(0, len(data), size):
            part = data[start : start + size]
            first = (TEXT & 0x7F | COMPRESSED if start == 0 else 0) & 0x7F
            end = 0x80 if start + size >= len(data) else 0
            eve.transport.write(struct.pack(">BBQ4x", first | end, 0x80 | 127, len(part)) + part)
        await asyncio.wait_for(eve.wait_closed(), PATIENCE)


@pytest.mark.parametrize("what", ["edits?client=eve-0001&since=0", "unsent", "files", "block/1", "name"])
async def test_a_body_that_is_compressed_is_not_inflated(server: Server, room: str, what: str) -> None:
    body = gzip.compress(bytes(256 * MIB), 9)
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        answer = await status(server, f"/document/{room}/{what}", body, Content_Encoding="gzip", Content_Type=kind)
        assert answer in (400, 403)


@pytest.mark.parametrize("parts", ["fields", "files"])
async def test_a_form_of_very_many_parts(server: Server, room: str, parts: str) -> None:
    eve = Visitor(server.url, room)
    await eve.open("1")
    many = 20_000
    files = [(f"{number}.txt", b"x") for number in range(many if parts == "files" else 1)]
    fields = [(f"field-{number}", "x") for number in range(many if parts == "fields" else 1)]
    kind, body = multipart([*eve._fields_of_files.items(), *fields], files)
    with pytest.raises(HTTPError, match="400"):
        await asyncio.to_thread(eve._load, f"{server.url}/document/{room}/files", body, kind)


@pytest.mark.parametrize("value", [DEEP, '{"a":' * 100_000, LONG, f"1e{LONG}", f"[{LONG}]", "NaN"])
@pytest.mark.parametrize("what", ["edits?client=eve-0001&since=0", "unsent"])
async def test_what_is_deep_or_huge(server: Server, room: str, value: str, what: str) -> None:
    bodies: list[Any] = [value]
    for field in ("seq", "base", "ops", "revision", "texts", "message"):
        fields = {"type": "edit", "client": "eve-0001", "seq": 1, "base": 0, "ops": [], "revision": 0, "busy": True}
        body = json.dumps(fields | {"sent": [], "waiting": [], "texts": {}, field: "HERE"})
        bodies.append(body.replace('"HERE"', value))
    for body in bodies:
        assert await status(server, f"/document/{room}/{what}", body.encode()) in (200, *MALFORMED)


@pytest.mark.parametrize("value", [DEEP[:50_000], LONG[:50_000], "1e999", f'["1", {LONG[:5_000]}, 0]'])
async def test_a_place_that_is_deep_or_huge(server: Server, room: str, value: str) -> None:
    eve = Visitor(server.url, room)
    await eve.open("1")
    fields = [(name, each) for name, each in eve._fields_of_files.items() if name not in ("caret", "base")]
    kind, body = multipart([*fields, ("caret", value), ("base", "0")], [("a.png", PNG)])
    with pytest.raises(HTTPError, match="400"):
        await asyncio.to_thread(eve._load, f"{server.url}/document/{room}/files", body, kind)
    assert await status(server, f"/document/{room}/find?find=a&current={value[:1000].replace(' ', '')}", b"") == 200


@pytest.mark.parametrize(
    "expression",
    ["(a+)+$", "(a|a)*b", "(.*)*(.*)*(.*)*x", "((a{1,100}){1,100}){1,100}", "x{1000}{1000}", "(" * 999, "[" * 999],
)
async def test_an_expression_that_takes_for_ever_elsewhere(
    server: Server, room: str, enter: Enter, expression: str
) -> None:
    boris = await enter("boris")
    await boris.do(["ins", "1", 0, "a" * 90_000 + "!"])
    await boris.settled()
    search = {"find": expression, "replace": "", "regex": True}
    message = {"name": "replace-all", "caret": ["1", 0, 0], "argument": json.dumps(search)}
    before = len(boris.news)
    await boris.send({"type": "command", "seq": 2, "base": boris.revision, **message})
    await boris.until(lambda: bool(boris.news[before:]))


async def test_a_socket_that_says_nothing_whole(server: Server, room: str, log: Log) -> None:
    """Fragments without end, each of them small."""
    async with raw(server, room, "eve-0001") as eve:
        eve.transport.write(struct.pack(">BB4x", 0x01, 0x80))
        try:
            for _ in range(200):
                eve.transport.write(struct.pack(">BBQ4x", 0x00, 0x80 | 127, MIB) + bytes(MIB))
                await asyncio.sleep(0)
            await asyncio.wait_for(eve.wait_closed(), PATIENCE)
        except (ConnectionClosed, ConnectionError):
            pass
