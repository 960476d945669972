"""Rooms that wait for the database: nobody waits for long who could go, and those who wait go together."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from editor import database, turnstile
from editor.turns import Agenda, Turn
from editor.turnstile import Turnstile


def turn(agenda: Agenda) -> Turn:
    return Turn(0, agenda.room, [], "", [], False, [], [], 0, 0.0)


@pytest.fixture
def groups(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The rooms that went together, each time. What they do takes the database one round of the event loop."""
    groups = list[list[str]]()

    def take_turns(agendas: Sequence[Agenda]) -> list[Turn | Exception]:
        groups.append([agenda.room for agenda in agendas])
        return [ValueError(agenda.room) if agenda.room == "bad" else turn(agenda) for agenda in agendas]

    async def run(work: Callable[[], Any]) -> Any:
        await asyncio.sleep(0)
        return work()

    monkeypatch.setattr(turnstile, "take_turns", take_turns)
    monkeypatch.setattr(database, "run", run)
    return groups


async def test_who_comes_alone_goes_alone_and_those_who_wait_go_together(groups: list[list[str]]) -> None:
    passing = Turnstile(writers=2)

    async def come(room: str) -> str:
        return (await passing.take(Agenda(room, [], None, "", []))).title

    first = [asyncio.create_task(come("a"))]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    first.append(asyncio.create_task(come("b")))
    for _ in range(2):
        await asyncio.sleep(0)
    later = [asyncio.create_task(come(room)) for room in "cde"]
    assert await asyncio.gather(*first, *later) == ["a", "b", "c", "d", "e"]
    assert groups == [["a"], ["b"], ["c", "d", "e"]]


async def test_each_gets_what_becomes_of_its_own(groups: list[list[str]]) -> None:
    passing = Turnstile()
    agendas = [Agenda(room, [], None, "", []) for room in ("one", "bad", "two")]
    one, bad, two = await asyncio.gather(*[passing.take(agenda) for agenda in agendas], return_exceptions=True)
    assert isinstance(one, Turn)
    assert isinstance(two, Turn)
    assert (one.title, two.title) == ("one", "two")
    assert isinstance(bad, ValueError)
    assert groups == [["one", "bad", "two"]]


async def test_who_comes_when_all_are_about_to_stop_is_not_left_standing(
    groups: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    passing, gate = Turnstile(writers=2), asyncio.Event()

    async def run(work: Callable[[], Any]) -> Any:
        await gate.wait()
        return work()

    monkeypatch.setattr(database, "run", run)

    async def come(room: str, times: int) -> None:
        for _ in range(times):
            await passing.take(Agenda(room, [], None, "", []))

    coming = list[asyncio.Task[None]]()
    for number in range(2):
        coming.append(asyncio.create_task(come(f"room-{number}", times=1 if number else 2)))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    gate.set()
    async with asyncio.timeout(10):
        await asyncio.gather(*coming)
    assert groups == [["room-0"], ["room-1"], ["room-0"]]
