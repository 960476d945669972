"""What the records of the log are about, besides what they say: a request or a socket, and a room."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

request_id = ContextVar("request_id", default="")
room = ContextVar("room", default="")


@contextmanager
def about(name: str) -> Iterator[None]:
    """What is logged meanwhile is about that room."""
    token = room.set(name)
    try:
        yield
    finally:
        room.reset(token)
