"""What comes from one client: at its pace while that is humane, in order, and not without end."""

import asyncio
from collections.abc import Callable

import pytest

from editor.sockets import inflow
from editor.sockets.inflow import Inflow

Make = Callable[[], Inflow]


@pytest.fixture
async def came() -> asyncio.Queue[bytes]:
    return asyncio.Queue()


@pytest.fixture
def overflows() -> list[bool]:
    return []


@pytest.fixture
def make(came: asyncio.Queue[bytes], overflows: list[bool]) -> Make:
    return lambda: Inflow(lambda payload, binary: came.put_nowait(payload), lambda: overflows.append(True))


async def test_some_are_passed_on_at_once_and_the_others_in_their_time_and_order(
    make: Make, came: asyncio.Queue[bytes], overflows: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inflow, "BURST", 3)
    flow, sent = make(), [b"%d" % number for number in range(10)]
    for message in sent:
        flow.add(message, False)
    assert came.qsize() == 3
    async with asyncio.timeout(10):
        assert [await came.get() for _ in sent] == sent
    assert overflows == []


async def test_a_large_message_counts_as_several(
    make: Make, came: asyncio.Queue[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inflow, "BURST", 3)
    flow = make()
    flow.add(b"x" * 5 * inflow.SHARE, False)
    flow.add(b"y", False)
    assert came.qsize() == 1
    flow.clear()


@pytest.mark.parametrize(("bound", "most"), [("MOST_WAITING", 4), ("MOST_BYTES", 40)])
async def test_what_waits_has_a_bound(
    make: Make, overflows: list[bool], monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    monkeypatch.setattr(inflow, "BURST", 1)
    monkeypatch.setattr(inflow, bound, most)
    flow = make()
    for _ in range(1 + 4):
        flow.add(b"ten bytes.", False)
    assert overflows == []
    flow.add(b"ten bytes.", False)
    assert overflows == [True]
    flow.clear()


async def test_nothing_is_passed_on_after_the_end(
    make: Make, came: asyncio.Queue[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inflow, "BURST", 1)
    monkeypatch.setattr(inflow, "RATE", 1_000)
    ended, other = make(), make()
    for flow in (ended, other):
        for message in (b"at once", b"later"):
            flow.add(message, False)
    ended.clear()
    async with asyncio.timeout(10):
        assert [await came.get() for _ in range(3)] == [b"at once", b"at once", b"later"]
    assert came.empty()
