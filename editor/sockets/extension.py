"""How a consumer reaches its socket at once: ASGI has it await each message, and daphne checks and encodes each."""

from typing import Any

from daphne.server import Server

from ..frames import DIRECTLY
from .protocol import ServiceProtocol

_create_application = Server.create_application


def create_application(server: Any, protocol: Any, scope: dict[str, Any]) -> Any:
    """In place of daphne's own, with `protocol.send_frame` in the scope of a socket."""
    if isinstance(protocol, ServiceProtocol):
        scope["extensions"] = {DIRECTLY: protocol.send_frame}
    return _create_application(server, protocol, scope)
