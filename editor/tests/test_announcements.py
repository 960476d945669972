"""What processes tell each other, over the real channel layer."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from channels.layers import get_channel_layer
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
    process = Announcements(heard.put)
    await process.subscribe("room")
    yield process
    assert process._listener
    process._listener.cancel()


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
    await here.publish("room", "frame", number=1)
    await tell("room", number=2)
    assert (await next_of(heard))["number"] == 2


async def test_not_of_a_room_that_it_left(here: Announcements, heard: Heard) -> None:
    await here.subscribe("other")
    await here.unsubscribe("room")
    await tell("room", number=1)
    await tell("other", number=2)
    assert (await next_of(heard))["number"] == 2


async def test_a_layer_that_is_away_stops_nothing(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    layer = "channels_redis.pubsub.RedisPubSubChannelLayer"
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": layer, "CONFIG": {"hosts": ["redis://127.0.0.1:1"]}}}
    assert get_channel_layer()
    with caplog.at_level(logging.WARNING):
        await Announcements(Heard().put).publish("room", "frame")
    (line,) = caplog.messages
    assert line.startswith("Could not announce a frame of room room:")


async def test_nor_does_one_that_does_not_answer(
    settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcements, "PATIENCE", 0.1)
    layer = "channels_redis.pubsub.RedisPubSubChannelLayer"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}"
        settings.CHANNEL_LAYERS = {"default": {"BACKEND": layer, "CONFIG": {"hosts": [url]}}}
        with caplog.at_level(logging.WARNING):
            await asyncio.wait_for(Announcements(Heard().put).publish("room", "frame"), 10)
    assert caplog.messages == ["Could not announce a frame of room room: TimeoutError()"]
