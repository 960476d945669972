"""A second factor: an authenticator app, and codes for when that is lost."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from .people import ADA, PASSWORD, browser, sign_in, sign_up, signed_in_as

pytestmark = pytest.mark.django_db

ACTIVATE = "/accounts/2fa/totp/activate/"
AUTHENTICATE = "/accounts/2fa/authenticate/"


def now(secret: str) -> str:
    """What the app shows at this moment."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


@pytest.fixture
def secret(client: Client) -> str:
    """That the app of someone with a second factor keeps."""
    sign_up(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = str(client.get(ACTIVATE).context["form"].secret)
    client.post(ACTIVATE, {"code": now(secret)})
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    cache.clear()  # as if it were half a minute later: a code is good once
    return secret


def test_a_password_alone_is_not_enough(secret: str) -> None:
    other = browser()
    assert sign_in(other)["Location"].startswith(AUTHENTICATE)
    assert other.get("/accounts/").status_code == 302
    other.post(AUTHENTICATE, {"code": "000000"})
    assert not signed_in_as(other)
    other.post(AUTHENTICATE, {"code": now(secret)})
    assert signed_in_as(other)


def test_a_code_is_good_once(secret: str) -> None:
    first, second = browser(), browser()
    code = now(secret)
    for each in (first, second):
        sign_in(each)
        each.post(AUTHENTICATE, {"code": code})
    assert signed_in_as(first)
    assert not signed_in_as(second)


def test_codes_are_not_tried_on_and_on(secret: str) -> None:
    """Not with a session that is sent again and again either."""
    other = browser()
    sign_in(other)
    session = other.cookies["sessionid"].value
    for number in range(6):
        other.cookies["sessionid"] = session
        other.post(AUTHENTICATE, {"code": f"{number:06}"})
    other.post(AUTHENTICATE, {"code": now(secret)})
    assert not signed_in_as(other)


def test_where_one_wanted_to_is_kept(secret: str) -> None:
    other = browser()
    fields = {"login": ADA, "password": PASSWORD, "next": "/document/room/"}
    other.post("/accounts/login/", fields)
    assert other.post(AUTHENTICATE, {"code": now(secret)})["Location"] == "/document/room/"


def test_a_lost_app_is_stood_in_for(secret: str, client: Client) -> None:
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    code = re.findall(r"\b\d{8}\b", page)[0]
    other = browser()
    sign_in(other)
    other.post(AUTHENTICATE, {"code": code})
    assert signed_in_as(other)
    again = browser()
    sign_in(again)
    again.post(AUTHENTICATE, {"code": code})
    assert not signed_in_as(again)


def test_the_picture_of_the_secret_may_be_shown_there_alone(client: Client) -> None:
    sign_up(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get(ACTIVATE)
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert "img-src 'self' https: data:" in page["Content-Security-Policy"]
    assert "data:" not in client.get("/accounts/2fa/")["Content-Security-Policy"]
