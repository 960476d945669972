"""A visitor's address and scheme are what trusted proxies tell, and never what the visitor tells."""

from typing import Any

import pytest

from project.proxies import TrustedProxies

PEER = ["10.0.0.1", 50000]
VISITOR = ["203.0.113.7", 0]


async def seen(proxies: int, *headers: tuple[str, str], kind: str = "http") -> tuple[list[Any], str]:
    """The address and the scheme that the application behind so many proxies gets to see."""
    scopes = list[Any]()

    async def application(scope: Any, receive: Any, send: Any) -> None:
        scopes.append(scope)

    raw = [(name.lower().encode(), value.encode()) for name, value in headers]
    scope = {"type": kind, "headers": raw, "client": PEER, "scheme": {"http": "http", "websocket": "ws"}[kind]}
    await TrustedProxies(application, proxies)(scope, None, None)
    (scope,) = scopes
    return scope["client"], scope["scheme"]


FOR, PROTO = "X-Forwarded-For", "X-Forwarded-Proto"


async def test_without_proxies_nothing_is_believed() -> None:
    assert await seen(0, (FOR, "203.0.113.7"), (PROTO, "https")) == (PEER, "http")


@pytest.mark.parametrize(
    ("proxies", "told"),
    [
        (1, ["203.0.113.7"]),
        (1, ["127.0.0.1, 203.0.113.7"]),
        (1, ["127.0.0.1", "203.0.113.7"]),
        (2, ["203.0.113.7, 198.51.100.2"]),
        (2, ["127.0.0.1,203.0.113.7", " 198.51.100.2 "]),
    ],
)
async def test_what_stands_before_the_proxies_words_is_the_visitors(proxies: int, told: list[str]) -> None:
    assert await seen(proxies, *((FOR, each) for each in told)) == (VISITOR, "http")


async def test_whoever_comes_past_a_proxy_is_whom_the_socket_shows() -> None:
    assert await seen(2, (FOR, "203.0.113.7")) == (PEER, "http")
    assert await seen(1) == (PEER, "http")
    assert await seen(1, (FOR, " , ")) == (PEER, "http")


async def test_the_last_proxy_tells_the_scheme() -> None:
    assert await seen(1, (PROTO, "https")) == (PEER, "https")
    assert await seen(1, (PROTO, "https, http")) == (PEER, "http")
    assert await seen(1, (PROTO, "http"), (PROTO, "https")) == (PEER, "https")
    assert await seen(1, (PROTO, "gopher")) == (PEER, "http")


async def test_the_scheme_of_a_socket_is_one_of_sockets() -> None:
    assert await seen(1, (PROTO, "https"), kind="websocket") == (PEER, "wss")
    assert await seen(1, (PROTO, "wss"), kind="websocket") == (PEER, "wss")
