"""Whether this process can serve."""

import asyncio
import logging

from channels.layers import get_channel_layer
from django.db import connection
from django.http import HttpRequest, HttpResponse

from . import database

logger = logging.getLogger(__name__)

PATIENCE = 3.0  # seconds


async def healthz(request: HttpRequest) -> HttpResponse:
    for name, check in (("database", _database), ("channel layer", _channel_layer)):
        try:
            await asyncio.wait_for(check(), PATIENCE)
        except Exception as error:  # whatever the backend raises
            logger.warning("The %s cannot be reached: %r", name, error)
            return HttpResponse(f"The {name} cannot be reached.\n", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


async def _database() -> None:
    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM editor_document LIMIT 1")

    await database.run(ask)


async def _channel_layer() -> None:
    """To a group that nobody is in: the Pub/Sub layer would keep every channel that is made to listen on."""
    await get_channel_layer().group_send("health", {"type": "health"})
