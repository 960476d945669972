"""Fixtures: `mail`, with which addresses have to be confirmed. Attempts count from zero in each test."""

from typing import Any

import pytest
from django.core import mail as outgoing
from django.core.cache import cache
from django.core.mail import EmailMessage
from pytest_django import Settings


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


@pytest.fixture
def mail(settings: Settings) -> list[EmailMessage]:
    """What has been sent, by an installation that has a server for it."""
    for name, value in mail_settings().items():
        setattr(settings, name, value)
    return outgoing.outbox


def mail_settings() -> dict[str, Any]:
    return {
        "MAILS": True,
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": False,
    }
