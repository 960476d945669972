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
        self.sent = list[bytes]()

    def write(self, frame: bytes) -> None:
        self.sent.append(frame)

    @property
    def offset(self) -> int:
        self.looks += 1
        return self.looks if self.reads else 0


@pytest.fixture
def transport() -> Transport:
    return Transport()


@pytest.fixture
def sent(transport: Transport) -> list[bytes]:
    return transport.sent


@pytest.fixture
async def overflow() -> asyncio.Queue[str]:
    return asyncio.Queue()


@pytest.fixture
async def flow(transport: Transport, overflow: asyncio.Queue[str]) -> Outflow:
    return Outflow(transport, overflow.put_nowait)


async def test_frames_wait_while_the_buffer_is_full_and_go_on_in_order(flow: Outflow, sent: list[bytes]) -> None:
    flow.send(b"one")
    flow.pauseProducing()
    flow.send(b"two")
    flow.send(b"three")
    assert sent == [b"one"]
    flow.resumeProducing()
    flow.send(b"four")
    assert sent == [b"one", b"two", b"three", b"four"]


async def test_what_waits_fills_the_buffer_no_more_than_once(
    overflow: asyncio.Queue[str],
) -> None:
    class Full(Transport):
        def write(self, frame: bytes) -> None:
            super().write(frame)
            line.pauseProducing()  # which every frame fills

    narrow = Full()
    line = Outflow(narrow, overflow.put_nowait)
    for frame in (b"one", b"two", b"three"):
        line.send(frame)
    assert narrow.sent == [b"one"]
    line.resumeProducing()
    assert narrow.sent == [b"one", b"two"]
    line.resumeProducing()
    assert narrow.sent == [b"one", b"two", b"three"]
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
    flow: Outflow, sent: list[bytes], overflow: asyncio.Queue[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outflow, "MOST_UNREAD", 10)
    flow.pauseProducing()
    flow.send(b"x" * 10)
    assert overflow.empty()
    flow.send(b"y")
    assert overflow.get_nowait() == "it leaves too much unread"
    flow.clear()
    flow.resumeProducing()
    assert sent == []
