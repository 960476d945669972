"""Whether this process lives, and whether it can serve."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from channels.layers import get_channel_layer
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import QueryDict

from . import database
from .answers import answer

logger = logging.getLogger(__name__)

PATIENCE = 3.0  # seconds

_ending = False


async def healthz(scope: Any, receive: Any, send: Any) -> None:
    """It lives if it answers, whatever else is away: to start it anew would help nobody."""
    await answer(send, 200, "ok")


async def readyz(scope: Any, receive: Any, send: Any) -> None:
    """503 and the reasons if not. `?exclude=layer` for who can do without one of the things."""
    excluded = QueryDict(scope["query_string"]).getlist("exclude")
    asked = [check.trouble() for name, check in CHECKS.items() if name not in excluded]
    troubles = [trouble for trouble in await asyncio.gather(*asked) if trouble]
    if _ending:
        troubles.append("The process is ending.")
    await answer(send, 503 if troubles else 200, "\n".join(troubles) or "ok")


def end() -> None:
    """From now on, nobody should be sent here."""
    global _ending
    _ending = True


class NotMigrated(Exception):
    """The tables are those of an older version."""


class Check:
    """Something that the process needs. While an answer is outstanding, nobody asks again."""

    def __init__(self, name: str, ask: Callable[[], Awaitable[None]]) -> None:
        self._name = name
        self._ask = ask
        self._asking: asyncio.Future[None] | None = None

    async def trouble(self) -> str:
        """A sentence about it, or nothing."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.ensure_future(self._ask())
        try:
            async with asyncio.timeout(PATIENCE):
                await asyncio.shield(self._asking)
        except NotMigrated:
            logger.warning("The %s is not migrated", self._name)
            return f"The {self._name} is not migrated."
        except Exception as error:  # whatever the backend raises
            logger.warning("The %s cannot be reached: %r", self._name, error)
            return f"The {self._name} cannot be reached."
        return ""


async def _database() -> None:
    await database.run(_require_migrations)


def _require_migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotMigrated


async def _channel_layer() -> None:
    """To a group that nobody is in: the Pub/Sub layer would keep every channel that is made to listen on."""
    await get_channel_layer().group_send("health", {"type": "health"})


CHECKS = {"database": Check("database", _database), "layer": Check("channel layer", _channel_layer)}
