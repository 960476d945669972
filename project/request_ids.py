"""A name for each request and each socket, under which its records are found in the logs of everyone on its way."""

import re
import uuid
from typing import Any

from editor import log_context

from .proxies import Application, Scope

HEADER = b"x-request-id"
SANE = re.compile(r"[A-Za-z0-9._:=+/-]{1,200}")
OF_A_ROOM = re.compile(r"/(?:document|ws/editor)/([A-Za-z0-9_-]{1,100})[/.]")
BEGINNINGS = ("http.response.start", "websocket.accept")


class RequestIds:
    """Takes the `X-Request-ID` that a proxy has given, or makes one; the answer has it too."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        given = dict(scope["headers"]).get(HEADER, b"").decode("latin-1")
        name = given if SANE.fullmatch(given) else uuid.uuid4().hex
        log_context.request_id.set(name)  # for this task alone, and those that it starts
        if room := OF_A_ROOM.match(scope["path"]):
            log_context.room.set(room[1])

        async def answer(message: dict[str, Any]) -> None:
            if message["type"] in BEGINNINGS:
                message["headers"] = [*message.get("headers", []), (HEADER, name.encode())]
            await send(message)

        await self._application(scope, receive, answer)
