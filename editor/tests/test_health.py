"""Whether a process says truly that it can serve."""

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.test import AsyncClient
from pytest_django import Settings

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_process_that_can_serve_says_ok(async_client: AsyncClient) -> None:
    answer = await async_client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


async def test_a_channel_layer_that_is_away(async_client: AsyncClient, settings: Settings) -> None:
    nobody = "redis://127.0.0.1:1"
    settings.CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [nobody]}}
    }
    answer = await async_client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"The channel layer cannot be reached.\n")


async def test_a_database_that_is_not_migrated(async_client: AsyncClient) -> None:
    await rename("editor_document", "elsewhere")
    try:
        answer = await async_client.get("/healthz")
    finally:
        await rename("elsewhere", "editor_document")
    assert (answer.status_code, answer.content) == (503, b"The database cannot be reached.\n")


@sync_to_async
def rename(table: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {name}")
