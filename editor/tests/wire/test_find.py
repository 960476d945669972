"""Someone replaces all over a document while others type in it: it merges, and is taken back as one."""

import asyncio
import json
from http.cookiejar import CookieJar
from random import Random
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from websockets.asyncio.client import connect

from e2e.server import Server

from ..elements import parse
from .client import PATIENCE
from .conftest import Enter, Markdown
from .raw import receive
from .typist import Typist, agree

ROUNDS = 8


class Finder:
    """Someone with the panel open."""

    def __init__(self, server: Server, room: str) -> None:
        self._document = f"{server.url}/document/{room}/"
        self._socket = f"ws://127.0.0.1:{server.port}/ws/editor/{room}/"
        self._jar = CookieJar()
        self._browser = build_opener(HTTPCookieProcessor(self._jar))
        self._token = json.loads(parse(self._load("")).one("form", id="find").attributes["hx-headers"] or "")

    async def replaces_all(self, find: str, replace: str) -> str:
        """What the panel says then."""
        return await asyncio.to_thread(self._replace, {"find": find, "replace": replace})

    async def undoes(self, revision: int) -> None:
        """On the page, of which the panel is a part."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._jar)
        address = f"{self._socket}?client=finder-0001&since={revision}"
        async with connect(address, additional_headers={"Cookie": cookies}) as socket:
            await receive(socket)
            await socket.send(json.dumps({"type": "undo", "seq": 1, "base": revision}))
            while not (await receive(socket)).changes:
                pass

    def _replace(self, fields: dict[str, str]) -> str:
        found = parse(self._load(f"find?{urlencode(fields)}"))
        hidden = {each.attributes["name"]: each.attributes["value"] for each in found.all() if each.tag == "input"}
        return parse(self._load("find/replace", fields | hidden | {"all": "1"})).one(id="find-said").text().strip()

    def _load(self, path: str, fields: dict[str | None, str | None] | None = None) -> str:
        headers = {"HX-Request": "true"} | (self._token if fields else {})
        body = urlencode({str(name): value for name, value in fields.items()}).encode() if fields else None
        request = Request(self._document + path, body, headers)
        with self._browser.open(request, timeout=PATIENCE) as page:
            return str(page.read().decode())


async def test_what_is_replaced_comes_as_a_frame_and_is_taken_back_as_one(
    server: Server, room: str, enter: Enter, markdown: Markdown
) -> None:
    ada = await enter("ada")
    await ada.do(["ins", "1", 0, "a mill\nthe millstone\nmills"])
    await ada.settled()
    finder = await asyncio.to_thread(Finder, server, room)
    assert await finder.replaces_all("mill", "windmill") == "Replaced 3."
    await ada.sees("a windmill", "the windmillstone", "windmills")
    await ada.do(["ins", "1", 10, ", and more"])
    await ada.settled()
    await finder.undoes(ada.revision)
    await ada.sees("a mill, and more", "the millstone", "mills")
    assert await agree(markdown, ada) == "a mill, and more\n\nthe millstone\n\nmills"


async def test_nothing_that_others_type_meanwhile_is_lost(
    server: Server, room: str, enter: Enter, markdown: Markdown, random: Random
) -> None:
    ada, boris = await enter("ada"), await enter("boris")
    await ada.do(["ins", "1", 0, " cat cats concatenate"])
    await ada.settled()
    finder = await asyncio.to_thread(Finder, server, room)
    typists = [Typist(ada, 0x0100, Random(random.random())), Typist(boris, 0x05D0, Random(random.random()))]

    async def replaces() -> None:
        for number in range(ROUNDS):
            await finder.replaces_all("cat", "dog") if number % 2 == 0 else await finder.replaces_all("dog", "cat")

    await asyncio.gather(replaces(), *[typist.type(60) for typist in typists])
    text = await agree(markdown, ada, boris)
    for typist in typists:
        assert typist.own(text) == typist.typed, "all of one's own, once and in the order typed"
    own = {letter for typist in typists for letter in typist.typed}
    assert "".join(letter for letter in text if letter not in own).replace("\n", "") == " cat cats concatenate"
