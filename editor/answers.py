"""Answers in plain text to whoever watches the process, given before Django comes in.

So they are independent of its threads, and of the host name that is asked for, and are never redirected.
"""

from collections.abc import Mapping
from typing import Any

HEADERS = {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}


async def answer(send: Any, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
    """As ASGI has it: `send` is the application's."""
    body, told = text.encode(), HEADERS | {"content-length": str(len(text.encode()))} | dict(headers or {})
    head = [(name.encode(), value.encode()) for name, value in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})
