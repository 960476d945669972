"""What the records of the log are about, besides what they say: a request or a socket, and a room."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context, ContextVar

request_id = ContextVar("request_id", default="")
room = ContextVar("room", default="")


def of_room(name: str) -> Context:
    """For a task that is about that room, whoever has started it."""
    context = Context()
    context.run(room.set, name)
    return context


@contextmanager
def about(name: str) -> Iterator[None]:
    """What is logged meanwhile is about that room."""
    token = room.set(name)
    try:
        yield
    finally:
        room.reset(token)
