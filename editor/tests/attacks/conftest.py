"""The fixtures of the tests over real sockets, for attacks that need a whole server."""

from ..wire.conftest import deployed, enter, log, room, server

__all__ = ["deployed", "enter", "log", "room", "server"]
