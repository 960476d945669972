"""Files go to the running server, and come out of it, while others write."""

import asyncio
import re
from contextlib import suppress
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from e2e.server import Server

from ..files.samples import PDF, PNG
from .client import Client
from .conftest import Enter, Markdown
from .visitor import Visitor

MEGABYTE = 1024 * 1024


async def fetch(server: Server, room: str, text: str) -> tuple[str, bytes]:
    """What the page's own address in a block's text leads to."""
    address = re.findall(r"\((files/.+)\)", text)[0]

    def ask() -> tuple[str, bytes]:
        with urlopen(f"{server.url}/document/{room}/{address}", timeout=20) as answer:
            return answer.headers["Content-Type"], answer.read()

    return await asyncio.to_thread(ask)


async def sees_files(client: Client, *names: str) -> list[str]:
    """Wait until they are mentioned; by which texts."""
    await client.until(lambda: all(f"[{name}](files/" in "".join(client.texts) for name in names), lambda: f"{names}")
    return [text for text in client.texts if "](files/" in text]


async def test_what_is_added_by_a_form_comes_to_everyone(
    server: Server, room: str, enter: Enter, markdown: Markdown
) -> None:
    ada, boris = await enter("ada"), Visitor(server.url, room)
    await ada.do(["ins", "1", 0, "one\ntwo"])
    await ada.settled()
    await boris.open("1")
    await ada.do(["ins", "1", 0, "number "])
    assert (await boris.add(("a b.png", PNG), ("c.pdf", PDF))).endswith(f"/document/{room}/")
    image, link = sorted(await sees_files(ada, "a b.png", "c.pdf"))
    assert link.startswith("number one [c.pdf](")
    assert ada.texts == [link, image, "two"]
    assert await fetch(server, room, image) == ("image/png", PNG)
    assert await fetch(server, room, link) == ("application/octet-stream", PDF)
    await ada.undo()
    assert (await asyncio.to_thread(markdown)).count("](") == 2, "it was not hers"


async def test_a_large_file_arrives_whole_and_a_larger_one_is_refused(server: Server, room: str, enter: Enter) -> None:
    ada, boris = await enter("ada"), Visitor(server.url, room)
    content = PNG + bytes(10 * MEGABYTE - len(PNG))
    await boris.open("1")
    with pytest.raises(HTTPError, match="422"):
        await boris.add(("larger.png", content + b"x"), ("large.png", content))
    (text,) = await sees_files(ada, "large.png")
    assert await fetch(server, room, text) == ("image/png", content)


async def test_many_add_files_while_others_write(server: Server, room: str, enter: Enter, markdown: Markdown) -> None:
    ada = await enter("ada")
    names = [f"{number}.png" for number in range(8)]

    async def adds(name: str) -> None:
        visitor = Visitor(server.url, room)
        await visitor.open("1")
        await visitor.add((name, PNG + bytes(MEGABYTE)))

    async def writes() -> None:
        for _ in range(40):
            await ada.do(["ins", "1", 0, "x"])
            await ada.settled()

    await asyncio.gather(writes(), *map(adds, names))
    assert len(await sees_files(ada, *names)) == 8
    assert ada.blocks["1"] == "x" * 40
    stored = (await asyncio.to_thread(markdown)).replace(f"]({room}/files/", "](files/")
    assert stored == "\n\n".join(ada.texts)


@pytest.mark.parametrize("told", [True, False], ids=["told", "untold"])
async def test_more_than_anything_that_is_taken_is_not_read(server: Server, room: str, told: bool) -> None:
    """Whether a request tells its length, or goes on and on."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    length = f"Content-Length: {10_000 * MEGABYTE}" if told else "Transfer-Encoding: chunked"
    writer.write(f"POST /document/{room}/files HTTP/1.1\r\nHost: 127.0.0.1\r\n{length}\r\n\r\n".encode())
    sent = 0
    with suppress(ConnectionError):
        while not told and sent < 200 and not reader.at_eof():
            writer.write(b"100000\r\n" + bytes(MEGABYTE) + b"\r\n")
            await writer.drain()
            sent += 1
    if told:
        async with asyncio.timeout(20):
            assert (await reader.read()).startswith(b"HTTP/1.1 413 ")
    assert sent < 200
    writer.close()
