"""What the proxies in front tell of a visitor: their address, and whether they came by HTTPS."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]

ENCRYPTED = {"http": "https", "websocket": "wss"}
PLAIN = {"http": "http", "websocket": "ws"}


class TrustedProxies:
    """Believes as many proxies as there are, and nothing that a visitor says of themselves.

    Each proxy adds to `X-Forwarded-For` whom it was asked by, so the visitor's address is as far from its end as there
    are proxies. `X-Forwarded-Proto` is replaced on the way; the last word counts.
    """

    def __init__(self, application: Application, proxies: int) -> None:
        self._application = application
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if self._proxies > 0:
            addresses = _told(scope, b"x-forwarded-for")
            if len(addresses) >= self._proxies:
                scope["client"] = [addresses[-self._proxies], 0]
            match _told(scope, b"x-forwarded-proto"):
                case [*_, "https" | "wss"]:
                    scope["scheme"] = ENCRYPTED[scope["type"]]
                case [*_, "http" | "ws"]:
                    scope["scheme"] = PLAIN[scope["type"]]
        await self._application(scope, receive, send)


def _told(scope: Scope, header: bytes) -> list[str]:
    """What is in a header, which may come several times, separated by commas."""
    values = b",".join(value for name, value in scope["headers"] if name == header)
    return [value.strip() for value in values.decode("latin-1").split(",") if value.strip()]
