"""What goes to one reader: frames are kept back while its buffer is full, within bounds of time and number."""

import asyncio

import pytest

from editor.sockets import outflow
from editor.sockets.outflow import Outflow


class Transport:
    """That of a reader who takes in nothing, or something each time that one looks."""

    def __init__(self) -> None:
        self.reads = False
        self.looks = 0
        self.dataBuffer = b"frame"

    @property
    def offset(self) -> int:
        self.looks += 1
        return self.looks if self.reads else 0


@pytest.fixture
def transport() -> Transport:
    return Transport()


@pytest.fixture
def sent() -> list[str]:
    return []


@pytest.fixture
async def overflow() -> asyncio.Queue[str]:
    return asyncio.Queue()


@pytest.fixture
async def flow(transport: Transport, sent: list[str], overflow: asyncio.Queue[str]) -> Outflow:
    return Outflow(transport, lambda frame, binary: sent.append(frame), overflow.put_nowait)


async def test_frames_wait_while_the_buffer_is_full_and_go_on_in_order(flow: Outflow, sent: list[str]) -> None:
    flow.send("one", False)
    flow.pauseProducing()
    flow.send("two", False)
    flow.send("three", False)
    assert sent == ["one"]
    flow.resumeProducing()
    flow.send("four", False)
    assert sent == ["one", "two", "three", "four"]


async def test_what_waits_fills_the_buffer_no_more_than_once(
    transport: Transport, sent: list[str], overflow: asyncio.Queue[str]
) -> None:
    def send(frame: str, binary: bool) -> None:
        sent.append(frame)
        line.pauseProducing()  # which every frame fills

    line = Outflow(transport, send, overflow.put_nowait)
    for frame in ("one", "two", "three"):
        line.send(frame, False)
    assert sent == ["one"]
    line.resumeProducing()
    assert sent == ["one", "two"]
    line.resumeProducing()
    assert sent == ["one", "two", "three"]
    line.clear()


async def test_who_reads_nothing_for_a_while_is_given_up(
    flow: Outflow, overflow: asyncio.Queue[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outflow, "PATIENCE", 0.01)
    flow.pauseProducing()
    async with asyncio.timeout(10):
        assert await overflow.get() == "it does not read"


async def test_who_reads_slowly_is_not(
    flow: Outflow, transport: Transport, overflow: asyncio.Queue[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outflow, "PATIENCE", 0.01)
    transport.reads = True
    flow.pauseProducing()
    async with asyncio.timeout(10):
        while transport.looks < 10:
            await asyncio.sleep(0)
        transport.reads = False
        assert await overflow.get() == "it does not read"


async def test_what_waits_has_a_bound(
    flow: Outflow, sent: list[str], overflow: asyncio.Queue[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outflow, "MOST_UNREAD", 10)
    flow.pauseProducing()
    flow.send("x" * 10, False)
    assert overflow.empty()
    flow.send("y", False)
    assert overflow.get_nowait() == "it leaves too much unread"
    flow.clear()
    flow.resumeProducing()
    assert sent == []
