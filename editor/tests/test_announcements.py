"""What processes tell each other, over the real channel layer."""

import asyncio
import logging
from collections.abc import AsyncIterator
from time import monotonic
from typing import Any

import pytest
from channels.layers import get_channel_layer
from prometheus_client import REGISTRY
from pytest_django import Settings

from editor import announcements
from editor.announcements import Announcements

LONG = "x" * 100
Heard = asyncio.Queue[dict[str, Any]]


@pytest.fixture
async def heard() -> Heard:
    return Heard()


@pytest.fixture
async def here(heard: Heard) -> AsyncIterator[Announcements]:
    process = Announcements(heard.put_nowait)
    await process.subscribe("room")
    yield process
    for task in process._tasks:
        task.cancel()


@pytest.fixture
def away() -> dict[str, Any]:
    """A layer that nobody answers for."""
    hosts = ["redis://127.0.0.1:1"]
    return {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": hosts}}


def dropped(why: str) -> float:
    """How many announcements were, for that reason."""
    return float(REGISTRY.get_sample_value("longhand_announcements_dropped_total", {"why": why}) or 0)


async def tell(room: str, **content: Any) -> None:
    """As another process does."""
    message = {"type": "frame", "room": room, "process": "elsewhere", **content}
    await get_channel_layer().group_send(announcements._group(room), message)


async def next_of(heard: Heard) -> dict[str, Any]:
    return await asyncio.wait_for(heard.get(), 10)


async def test_a_process_hears_of_its_rooms(here: Announcements, heard: Heard) -> None:
    await here.subscribe(LONG)
    await tell("another-room", number=0)
    await tell("room", number=1)
    await tell(LONG, number=2)
    first, second = await next_of(heard), await next_of(heard)
    assert first == {"type": "frame", "room": "room", "process": "elsewhere", "number": 1}
    assert (second["room"], second["number"]) == (LONG, 2)


async def test_not_of_what_it_told_itself(here: Announcements, heard: Heard) -> None:
    here.publish("room", "frame", number=1)
    await tell("room", number=2)
    assert (await next_of(heard))["number"] == 2


async def test_what_it_told_itself_says_how_long_the_layer_takes(here: Announcements, heard: Heard) -> None:
    def measured() -> tuple[float, float]:
        names = ("longhand_layer_lag_seconds_count", "longhand_layer_lag_seconds_sum")
        count, total = (REGISTRY.get_sample_value(name) or 0 for name in names)
        return count, total

    before, began = measured(), monotonic()
    here.publish("room", "frame", number=1)
    await tell("room", number=2)
    await next_of(heard)
    after = measured()
    assert after[0] == before[0] + 1
    assert 0 < after[1] - before[1] <= monotonic() - began


async def test_not_of_a_room_that_it_left(here: Announcements, heard: Heard) -> None:
    await here.subscribe("other")
    await here.unsubscribe("room")
    await tell("room", number=1)
    await tell("other", number=2)
    assert (await next_of(heard))["number"] == 2


async def test_a_layer_that_is_away_stops_nothing(
    settings: Settings, caplog: pytest.LogCaptureFixture, away: dict[str, Any]
) -> None:
    settings.CHANNEL_LAYERS, before = {"default": away}, dropped("the layer is away")
    process = Announcements(Heard().put_nowait)
    with pytest.raises(Exception, match=r"127\.0\.0\.1:1"):
        await process.subscribe("room")
    with caplog.at_level(logging.WARNING):
        process.publish("room", "frame")
        async with asyncio.timeout(10):
            while not caplog.messages:
                await asyncio.sleep(0)
    assert caplog.messages[0].startswith("Could not announce a frame of room room:")
    assert dropped("the layer is away") == before + 1


async def test_what_a_slow_layer_leaves_waiting_has_a_bound(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(announcements, "MOST_WAITING", 2)
    process, before = Announcements(Heard().put_nowait), dropped("too much waits")
    for _ in range(3):
        process.publish("room", "frame")
    assert caplog.messages == ["Could not announce a frame of room room: too much waits"]
    assert dropped("too much waits") == before + 1


async def test_what_has_waited_too_long_for_a_layer_is_not_told(
    here: Announcements, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dropped("it has waited too long")
    monkeypatch.setattr(announcements, "PROCESS", "elsewhere")
    with monkeypatch.context() as long_ago:
        long_ago.setattr(announcements, "EXPIRY", -1)
        here.publish("room", "frame", number=1)
    here.publish("room", "frame", number=2)
    monkeypatch.undo()
    assert (await next_of(heard))["number"] == 2
    assert dropped("it has waited too long") == before + 1
