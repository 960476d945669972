"""What daphne lacks: bounds for what comes and what waits, codes that say "come again", and an orderly end.

And a way for a room's frames that costs little for each socket. Under another server this has no effect.
"""

from daphne import http_protocol
from daphne.server import Server
from daphne.ws_protocol import WebSocketFactory

from .bodies import BoundedRequest
from .extension import create_application
from .protocol import ServiceProtocol
from .shutdown import shut_down

__all__ = ["install"]


def install() -> None:
    http_protocol.WebRequest = BoundedRequest
    WebSocketFactory.protocol = ServiceProtocol
    Server.create_application = create_application
    Server.kill_all_applications = shut_down  # which daphne calls before its reactor stops
