"""Whether a process says truly that it lives, and that it can serve."""

from collections.abc import Iterator
from threading import Event

import pytest
from asgiref.sync import sync_to_async
from channels.testing import HttpCommunicator
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from pytest_django import Settings

from editor import health
from project.asgi import application

pytestmark = pytest.mark.django_db(transaction=True)

NOBODY = "redis://127.0.0.1:1"


@pytest.fixture
def layer_is_away(settings: Settings) -> None:
    layer = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [NOBODY]}}
    settings.CHANNEL_LAYERS = {"default": layer}


@pytest.fixture
def database_hangs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    goes_on = Event()
    monkeypatch.setattr(health, "_require_migrations", goes_on.wait)
    yield
    goes_on.set()


async def test_a_process_that_can_serve_says_so() -> None:
    assert await ask("/healthz") == (200, "ok")
    assert await ask("/readyz") == (200, "ok")


@pytest.mark.usefixtures("layer_is_away")
async def test_without_the_channel_layer_it_lives_and_is_not_ready() -> None:
    assert await ask("/healthz") == (200, "ok")
    assert await ask("/readyz") == (503, "The channel layer cannot be reached.")


@pytest.mark.usefixtures("layer_is_away")
async def test_who_can_do_without_something_says_so() -> None:
    assert await ask("/readyz?exclude=layer") == (200, "ok")
    assert await ask("/readyz?exclude=database") == (503, "The channel layer cannot be reached.")


async def test_a_database_that_is_not_migrated() -> None:
    ((_, newest),) = MigrationLoader(None).graph.leaf_nodes("editor")
    await execute("UPDATE django_migrations SET name = 'another' WHERE name = %s", newest)
    try:
        assert await ask("/readyz") == (503, "The database is not migrated.")
    finally:
        await execute("UPDATE django_migrations SET name = %s WHERE name = 'another'", newest)


async def test_a_newer_version_has_migrated_the_database_already() -> None:
    await execute(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('editor', '9999_newer', CURRENT_TIMESTAMP)"
    )
    try:
        assert await ask("/readyz") == (200, "ok")
    finally:
        await execute("DELETE FROM django_migrations WHERE name = '9999_newer'")


@pytest.mark.usefixtures("database_hangs")
async def test_what_hangs_is_not_waited_for_and_not_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.1)
    asking = set[object]()
    for _ in range(2):
        assert await ask("/readyz") == (503, "The database cannot be reached.")
        asking.add(health.CHECKS["database"]._asking)
        assert await ask("/healthz") == (200, "ok")
    assert len(asking) == 1


@pytest.mark.usefixtures("layer_is_away")
async def test_every_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_ending", True)
    assert await ask("/healthz") == (200, "ok")
    assert await ask("/readyz") == (503, "The channel layer cannot be reached.\nThe process is ending.")


async def test_whatever_name_the_process_is_asked_under(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    for path in ("/healthz", "/readyz"):
        assert await ask(path, host=b"10.0.0.7:8000") == (200, "ok")


async def ask(address: str, host: bytes = b"localhost") -> tuple[int, str]:
    asked = HttpCommunicator(application, "GET", address, headers=[(b"host", host)])
    answer = await asked.get_response(timeout=10)
    assert (b"cache-control", b"no-store") in answer["headers"]
    return answer["status"], answer["body"].decode()


@sync_to_async
def execute(statement: str, *values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
