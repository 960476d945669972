"""Who is here: shown to everyone when somebody comes or goes."""

import asyncio
from urllib.request import urlopen

from websockets.asyncio.client import connect

from e2e.server import Server

from ..elements import parse
from .client import Client
from .conftest import Enter


def people(client: Client) -> list[str | None]:
    """As the last frame told that told of it."""
    shown = [partial for frame in client.frames for partial in frame.partials if partial.id == "presence"]
    return [each.attributes.get("data-person") for each in shown[-1].all() if each.tag == "li"] if shown else []


async def test_whoever_comes_is_shown_and_whoever_leaves_is_not(enter: Enter) -> None:
    ada = await enter("ada")
    await ada.until(lambda: len(people(ada)) == 1)
    alone = people(ada)

    boris = await enter("boris")
    await ada.until(lambda: len(people(ada)) == 2)
    await boris.until(lambda: people(boris) == people(ada))

    await boris.leave()
    await ada.until(lambda: people(ada) == alone)
    assert all(not frame.changes for frame in ada.frames), "presence carries no edits"


async def test_who_is_cut_off_is_not_shown_any_more(enter: Enter, server: Server, room: str) -> None:
    ada = await enter("ada")
    async with connect(f"ws://127.0.0.1:{server.port}/ws/editor/{room}/?client=boris-0001&since=0") as boris:
        await ada.until(lambda: len(people(ada)) == 2)
        boris.transport.abort()
        await ada.until(lambda: len(people(ada)) == 1)


async def test_two_tabs_of_a_browser_are_one_person(enter: Enter, server: Server, room: str) -> None:
    ada = await enter("ada")
    page = await asyncio.to_thread(urlopen, f"{server.url}/document/{room}/", timeout=20)
    cookie = "; ".join(each.partition(";")[0] for each in page.headers.get_all("Set-Cookie"))
    (guest,) = [
        each.attributes["data-person"] for each in parse(page.read().decode()).all() if "data-person" in each.attributes
    ]

    def tab(number: int) -> connect:
        address = f"ws://127.0.0.1:{server.port}/ws/editor/{room}/?client=tab-{number:04}&since=0"
        return connect(address, additional_headers={"Cookie": cookie})

    async with tab(1):
        async with tab(2):
            await ada.until(lambda: guest in people(ada))
            assert len(people(ada)) == 2
        boris = await enter("boris")
        await ada.until(lambda: len(people(ada)) == 3)
        assert guest in people(ada), "one of the tabs is still open"
    await boris.until(lambda: len(people(boris)) == 2 and guest not in people(boris))
