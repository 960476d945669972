"""Who signs out in one tab is signed out in all tabs of that browser, at two processes, and nowhere else."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from e2e.server import Server

from .client import PATIENCE, Client
from .owner import Owner
from .test_access import FORBIDDEN
from .test_access import document as document
from .test_access import owner as owner
from .test_processes import servers as servers
from .test_processes import valkey as valkey
from .test_requests import Requests

TOLD = "you have been signed out"


@pytest.fixture
async def tabs(servers: list[Server], owner: Owner, document: str) -> AsyncIterator[list[Client]]:
    """The owner's, in one browser, each at another process."""
    tabs = [
        Client(name, server.url, document, owner.cookies)
        for name, server in zip(("owner-01", "owner-02"), servers, strict=True)
    ]
    for tab in tabs:
        await tab.open()
    yield tabs
    for tab in tabs:
        await tab.leave()


@pytest.fixture
async def others(servers: list[Server], document: str, room: str) -> AsyncIterator[list[Client]]:
    """The owner in another browser, and a guest."""
    browser = await asyncio.to_thread(Owner, servers[1].url, f"{room}@longhand.test", is_known=True)
    others = [
        Client("owner-03", servers[0].url, document, browser.cookies),
        Client("guest-01", servers[1].url, document),
    ]
    for other in others:
        await other.open()
    yield others
    for other in others:
        await other.leave()


async def is_told(tab: Client) -> None:
    assert await tab.closed() == FORBIDDEN
    (notices,) = [each for each in tab.frames[-1].partials if each.id == "notices"]
    assert TOLD in notices.text()


async def test_all_tabs_of_the_browser_are_put_out_and_no_other(
    owner: Owner, tabs: list[Client], others: list[Client], servers: list[Server], document: str
) -> None:
    here, there = tabs
    await there.do(["ins", "1", 0, "Taken"])
    await here.reaches(1)
    await asyncio.to_thread(owner.signs_out)
    await here.do(["ins", "1", 0, "late "])
    await is_told(here)
    await is_told(there)
    for other, word in zip(others, ("still ", "and "), strict=True):
        await other.do(["ins", "1", 0, word])
        await other.settled()
    written = await asyncio.to_thread(servers[0].markdown, document)
    assert sorted(written.split()) == ["Taken", "and", "still"]


async def test_a_socket_that_is_on_its_way_meanwhile(owner: Owner, servers: list[Server], document: str) -> None:
    late = Client("owner-04", servers[0].url, document, owner.cookies)
    await asyncio.to_thread(owner.signs_out)
    await late.open()
    await is_told(late)


async def test_a_page_without_websockets_is_told_as_well(owner: Owner, servers: list[Server], document: str) -> None:
    page, cookies = Requests(servers[1], document), owner.cookies

    async def news() -> str:
        return await page.ask("news?client=owner-01&since=0", Cookie=cookies)

    async def farewell() -> str:
        while TOLD not in (answer := await news()):
            pass
        return answer

    await news()  # a process hears of sign-outs from its first room on
    told = asyncio.create_task(farewell())
    await asyncio.to_thread(owner.signs_out)
    async with asyncio.timeout(PATIENCE):
        assert 'id="notices"' in await told
