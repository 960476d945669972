"""The address that Prometheus asks for what is counted and measured."""

import hmac
from typing import Any

from django.conf import settings
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from . import metrics
from .answers import answer
from .lobby import lobby


async def metrics_page(scope: Any, receive: Any, send: Any) -> None:
    """For whoever has the token; where none is set, there is nothing to be seen."""
    if not settings.METRICS_TOKEN:
        await answer(send, 404, "Set METRICS_TOKEN to have metrics.\n")
    elif not _is_authorized(dict(scope["headers"]).get(b"authorization", b"")):
        await answer(send, 401, "Send the token: Authorization: Bearer …\n", {"www-authenticate": "Bearer"})
    else:
        rooms, connections, people = lobby().census()
        metrics.ROOMS.set(rooms)
        metrics.CONNECTIONS.set(connections)
        metrics.PEOPLE.set(people)
        await answer(send, 200, generate_latest().decode(), {"content-type": CONTENT_TYPE_LATEST})


def _is_authorized(header: bytes) -> bool:
    return hmac.compare_digest(header, f"Bearer {settings.METRICS_TOKEN}".encode())
