"""What a task logs is about what it does, and not about whoever came by when it started."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from editor import lobby, log_context
from editor.announcements import Announcements
from editor.lobby import Lobby
from editor.rooms import Room
from editor.turnstile import Turnstile

About = tuple[str, str]
Seen = asyncio.Queue[About]


@pytest.fixture
async def seen() -> Seen:
    return Seen()


@pytest.fixture
async def look(seen: Seen) -> Any:
    """Stands in for what a task does."""

    async def look(*_: object) -> None:
        seen.put_nowait((log_context.request_id.get(), log_context.room.get()))
        await asyncio.sleep(3600)

    return look


@pytest.fixture
async def comes_by() -> AsyncIterator[None]:
    log_context.request_id.set("of-ada")
    log_context.room.set("another")
    before = asyncio.all_tasks()
    yield
    for task in asyncio.all_tasks() - before - {asyncio.current_task()}:
        task.cancel()


async def next_of(seen: Seen) -> About:
    return await asyncio.wait_for(seen.get(), 10)


@pytest.mark.usefixtures("comes_by")
async def test_looking_after_rooms(seen: Seen, look: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lobby, "BEAT", 0)
    monkeypatch.setattr(Lobby, "_look_after", look)
    lobby.lobby()._rooms["notes"] = Room("notes", Announcements(print), Turnstile())
    assert await next_of(seen) == ("", "notes")


@pytest.mark.usefixtures("comes_by")
async def test_a_rooms_turns(seen: Seen, look: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Turnstile, "take", look)
    Room("notes", Announcements(print), Turnstile()).look_again()
    assert await next_of(seen) == ("", "notes")


@pytest.mark.usefixtures("comes_by")
async def test_listening_to_other_processes(seen: Seen, look: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Announcements, "_listen", look)
    await Announcements(print).subscribe("notes")
    assert await next_of(seen) == ("", "")
