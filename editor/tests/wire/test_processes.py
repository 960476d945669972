"""Two servers with one database and one channel layer: whoever is at the other one is seen like everyone."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from e2e.server import Server

from ..chaos.services import Valkey
from .client import Client
from .test_carets import carets, is_at, key
from .test_names import Browser, names


@pytest.fixture(scope="module")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    valkey = Valkey(tmp_path_factory.mktemp("valkey"))
    yield valkey
    valkey.stop()


@pytest.fixture(scope="module")
def servers(valkey: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    database = f"sqlite:///{tmp_path_factory.mktemp('shared')}/longhand.sqlite3"
    servers = [Server(tmp_path_factory.mktemp("server"), database, valkey.url) for _ in range(2)]
    for server in servers:
        server.start()
    yield servers
    for server in servers:
        server.stop()


@pytest.fixture
async def pair(servers: list[Server], room: str) -> AsyncIterator[list[Client]]:
    """Ada at one and Boris at the other."""
    pair = [Client(name, server.url, room) for name, server in zip(("ada-0001", "boris-0001"), servers, strict=True)]
    for each in pair:
        await each.open()
    yield pair
    for each in pair:
        await each.leave()


async def test_carets_go_over(pair: list[Client]) -> None:
    ada, boris = pair
    await ada.do(["ins", "1", 0, "One two"])
    await boris.reaches(1)
    await is_at(boris, "1", 4, 7)
    await both_see(pair, {key(ada): ["1", 7, 7], key(boris): ["1", 4, 7]})
    await boris.do(["ins", "1", 0, "\n"])
    await both_see(pair, {key(ada): ["2x1", 7, 7], key(boris): ["2x1", 0, 0]})
    await boris.leave()
    await ada.until(lambda: carets(ada).keys() == {key(ada)})


async def test_people_and_their_colours_are_the_same_everywhere(pair: list[Client]) -> None:
    ada, boris = pair
    await ada.until(lambda: len(colours(ada)) == 2)
    await boris.until(lambda: colours(boris) == colours(ada))
    assert len(set(colours(ada).values())) == 2


def colours(client: Client) -> dict[str, str]:
    shown = [partial for frame in client.frames for partial in frame.partials if partial.id == "presence"][-1]
    buttons = [each.attributes for each in shown.all() if each.attributes.get("name") == "follow"]
    return {button["value"] or "": button["class"] or "" for button in buttons}


async def test_a_name_is_learnt_by_every_process(pair: list[Client], servers: list[Server], room: str) -> None:
    ada, boris = pair
    clara = [Browser(server.url, room) for server in servers]
    clara[1]._opener, clara[1]._cookies = clara[0]._opener, clara[0]._cookies
    await clara[0].open()
    async with clara[0].tab(1):
        await boris.until(lambda: len(names(boris)) == 3)
        await clara[1].is_called("Clara")
        await ada.until(lambda: "Clara" in names(ada))
        await boris.until(lambda: "Clara" in names(boris))


def test_asking_for_health_leaves_nothing_on_the_layer(servers: list[Server], valkey: Valkey) -> None:
    with Redis.from_url(valkey.url) as redis:
        before = set(redis.pubsub_channels())
        for _ in range(3):
            servers[0].wait_until_healthy()
        assert set(redis.pubsub_channels()) <= before


async def test_another_installation_on_the_same_layer_is_not_heard(
    pair: list[Client], valkey: Valkey, tmp_path: Path, room: str
) -> None:
    ada, boris = pair
    with ExitStack() as cleanup:
        other = Server(tmp_path, redis_url=f"{valkey.url}/1")
        cleanup.callback(other.kill)
        await asyncio.to_thread(other.start)
        stranger = Client("stranger-1", other.url, room)
        await stranger.open()
        await ada.do(["ins", "1", 0, "Ours"])
        await boris.sees("Ours")
        await stranger.do(["ins", "1", 0, "Theirs"])
        await stranger.settled()
        assert stranger.texts == ["Theirs"]
        await stranger.leave()


@pytest.mark.parametrize(
    ("end", "begin"),
    [(Valkey.pause, Valkey.resume), (Valkey.kill, Valkey.start)],
    ids=["hangs", "is gone"],
)
async def test_a_layer_that_is_away_keeps_nothing_from_anyone(
    pair: list[Client], valkey: Valkey, end: Callable[[Valkey], None], begin: Callable[[Valkey], None]
) -> None:
    ada, boris = pair
    await ada.do(["ins", "1", 0, "One"])
    await boris.sees("One")
    end(valkey)
    try:
        await ada.do(["ins", "1", 3, " two"])
        await boris.sees("One two")
        await boris.do(["ins", "1", 7, " three"])
        await ada.sees("One two three")
    finally:
        begin(valkey)
    await all_is_as_before(pair)


async def all_is_as_before(pair: list[Client]) -> None:
    """Whatever goes over the layer alone arrives, too."""
    ada, boris = pair
    end = len(ada.texts[0])
    await is_at(boris, "1", 0, end)
    await ada.until(lambda: carets(ada).get(key(boris)) == ["1", 0, end], lambda: str(carets(ada)))
    await ada.do(["ins", "1", end, "!"])
    await boris.sees(*ada.texts)


async def both_see(pair: list[Client], places: dict[str, Any]) -> None:
    one, other = pair
    await one.until(lambda: carets(one) == places, lambda: f"{places} and not {carets(one)}")
    await other.until(lambda: carets(other) == places, lambda: f"{places} and not {carets(other)}")
