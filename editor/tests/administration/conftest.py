"""An administrator's browser; and files go into a folder of each test's own."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from editor.accounts.models import User

from ..accounts.conftest import mail, no_attempts_yet, quick_passwords
from ..library.people import signed_in

__all__ = ["mail", "no_attempts_yet", "quick_passwords"]


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path) -> Path:
    options = settings.STORAGES["uploads"]["OPTIONS"] | {"location": tmp_path / "uploads"}
    settings.STORAGES = settings.STORAGES | {"uploads": settings.STORAGES["uploads"] | {"OPTIONS": options}}
    return tmp_path / "uploads"


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root@example.org", "correct horse 8")


@pytest.fixture
def admin(root: User) -> Client:
    return signed_in(root)
