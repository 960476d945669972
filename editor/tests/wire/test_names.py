"""What people are called: as they choose, and everyone sees it at once, in all of their tabs."""

import asyncio
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest
from websockets.asyncio.client import connect

from e2e.server import Server

from ..elements import Element, parse
from .client import PATIENCE, Client
from .conftest import Enter


class Browser:
    """With cookies, and without scripts."""

    def __init__(self, site: str, room: str) -> None:
        self.document = f"{site}/document/{room}/"
        self._cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._cookies))

    async def open(self) -> Element:
        return await self.ask(self.document)

    async def is_called(self, name: str, **headers: str) -> Element:
        """Send the form in which one says so; the page that comes then."""
        return await self.ask(f"{self.document}name", urlencode({"name": name}).encode(), **headers)

    async def ask(self, address: str, body: bytes | None = None, **headers: str) -> Element:
        headers = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer() -> str:
            with self._opener.open(Request(address, body, headers), timeout=PATIENCE) as page:
                return str(page.read().decode())

        return parse(await asyncio.to_thread(answer))

    def tab(self, number: int) -> connect:
        address = self.document.replace("http", "ws").replace("/document/", "/ws/editor/")
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._cookies)
        return connect(f"{address}?client=tab-{number:04}&since=0", additional_headers={"Cookie": cookies})


def names(client: Client) -> list[str | None]:
    """Of everyone here, as the last frame told that told of them."""
    shown = [partial for frame in client.frames for partial in frame.partials if partial.id == "presence"]
    return [each.attributes["title"] for each in shown[-1].all() if "title" in each.attributes] if shown else []


def own_name(page: Element) -> str | None:
    return page.one(id="you").attributes["title"]


@pytest.fixture
def boris(server: Server, room: str) -> Browser:
    return Browser(server.url, room)


async def test_a_name_is_shown_to_everyone_at_once_and_lasts(enter: Enter, boris: Browser) -> None:
    ada = await enter("ada")
    made_up = own_name(await boris.open())
    async with boris.tab(1) as tab, boris.tab(2):
        await ada.until(lambda: len(names(ada)) == 2)
        page = await boris.is_called("Borís <b> & Co.")
        assert own_name(page) == "Borís <b> & Co. (you)", "without a script, the document comes again"
        await ada.until(lambda: "Borís <b> & Co." in names(ada))
        await frame_with(tab, 'title="Borís &lt;b&gt; &amp; Co. (you)"')
    await ada.until(lambda: len(names(ada)) == 1)
    async with boris.tab(3):
        await ada.until(lambda: "Borís <b> & Co." in names(ada))
        assert own_name(await boris.is_called(" ")) == made_up
        await ada.until(lambda: f"{names(ada)[1]} (you)" == made_up)


async def test_carets_bear_the_name(enter: Enter, boris: Browser) -> None:
    ada = await enter("ada")
    await boris.open()
    async with boris.tab(1) as tab:
        await tab.send('{"type": "caret", "base": 0, "caret": ["1", 0, 0]}')
        await boris.is_called("Boris")
        await ada.until(lambda: "Boris" in [each.text() for frame in ada.frames for each in frame.partials])


async def test_a_script_gets_the_form_again(boris: Browser) -> None:
    await boris.open()
    answer = await boris.is_called("  Boris \u202e ", HX_Request="true")
    assert [each.id for each in answer.elements] == ["naming", "self"]
    assert answer.one("input").attributes["value"] == "Boris"


async def test_the_list_of_everyone_tells_who_one_is_oneself(enter: Enter, boris: Browser) -> None:
    await enter("ada")
    await boris.open()
    await boris.is_called("Boris")
    async with boris.tab(1):
        everyone = await boris.ask(f"{boris.document}people")
        assert [each.text() for each in everyone.all() if each.tag == "bdi"][1] == "Boris"
        (follow,) = [each for each in everyone.all() if each.tag == "button"]
        assert follow.attributes["name"] == "follow"
        assert "(you)" in everyone.elements[0].elements[1].text()


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://elsewhere.example"}])
async def test_a_name_is_changed_by_whoever_has_it_alone(server: Server, room: str, headers: dict[str, Any]) -> None:
    request = Request(f"{server.url}/document/{room}/name", b"name=x", headers)
    with pytest.raises(HTTPError) as refused:
        await asyncio.to_thread(urlopen, request, timeout=PATIENCE)
    assert refused.value.code == 400
    refused.value.close()


async def test_the_stylesheet_of_ones_own_hides_oneself(boris: Browser) -> None:
    page = await boris.open()
    key = page.one(id="editor").attributes["data-person"]
    (link,) = [each.attributes["href"] for each in page.all() if "/person/" in (each.attributes.get("href") or "")]
    style = (await boris.ask(boris.document.partition("/document/")[0] + (link or ""))).text()
    assert f'#carets [data-person="{key}"]' in style


async def frame_with(tab: Any, what: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while what not in await tab.recv():
            pass
