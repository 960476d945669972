"""What daphne's sockets lack: bounds for what waits, codes that say "come again", and an orderly end.

Under another server this has no effect.
"""

from daphne.server import Server
from daphne.ws_protocol import WebSocketFactory

from .protocol import ServiceProtocol
from .shutdown import shut_down

__all__ = ["install"]


def install() -> None:
    WebSocketFactory.protocol = ServiceProtocol
    Server.kill_all_applications = shut_down  # which daphne calls before its reactor stops
