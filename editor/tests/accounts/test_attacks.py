"""What somebody may try who wants into the account of another."""

from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from editor.accounts.models import User

from .people import ADA, PASSWORD, browser, follow_link, open_document, sign_in, sign_out, sign_up, signed_in_as

pytestmark = pytest.mark.django_db

ELSEWHERE = ["https://evil.example/", "//evil.example", r"/\evil.example", "javascript:alert(1)", "https:evil.example"]
TOO_MANY = "Too many failed login attempts"


@pytest.mark.parametrize("enter", [sign_in, sign_up])
def test_a_session_from_before_is_worth_nothing_after(enter: Callable[..., HttpResponse], client: Client) -> None:
    """Somebody has given another a cookie of theirs, and waits until the other has signed in with it."""
    sign_up(browser(), "boris@example.org")
    open_document(client)
    given = client.cookies["sessionid"].value
    enter(client, "boris@example.org" if enter is sign_in else ADA)
    assert signed_in_as(client)
    assert client.cookies["sessionid"].value != given
    thief = browser()
    thief.cookies["sessionid"] = given
    assert thief.get("/accounts/").status_code == 302


def test_a_session_that_nobody_has_signed_is_none(client: Client) -> None:
    sign_up(client)
    signed = client.cookies["sessionid"].value
    client.cookies["sessionid"] = signed[:-1] + ("A" if signed[-1] != "A" else "B")
    assert client.get("/accounts/").status_code == 302


def test_who_signs_in_as_another_takes_nothing_along(client: Client) -> None:
    sign_up(client, "boris@example.org")
    sign_up(browser())
    secret = client.session["guest"]
    sign_out(client)
    sign_in(client)
    assert signed_in_as(client) == ADA
    assert client.session["guest"] != secret


@pytest.mark.parametrize("way", ["/accounts/login/", "/accounts/signup/", "/accounts/logout/"])
@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_nobody_is_led_elsewhere(way: str, elsewhere: str, client: Client) -> None:
    if way != "/accounts/signup/":
        sign_up(client)
    if way == "/accounts/login/":
        sign_out(client)
    fields = {"login": ADA, "email": ADA, "password": PASSWORD, "password1": PASSWORD, "next": elsewhere}
    answer = client.post(way, fields)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_one_returns_to_where_one_was(client: Client) -> None:
    assert sign_up(client, next="/document/room/")["Location"] == "/document/room/"
    sign_out(client)
    page = client.get("/accounts/login/", {"next": "/document/room/"})
    assert 'name="next" value="/document/room/"' in page.content.decode()


def test_passwords_are_not_tried_on_and_on(client: Client) -> None:
    sign_up(client)
    for _ in range(5):
        assert TOO_MANY not in sign_in(browser(), password="wrong").text
    assert TOO_MANY in sign_in(browser(), password="wrong").text
    assert TOO_MANY in sign_in(browser()).text, "the right one neither"


def test_from_everywhere_neither(client: Client) -> None:
    sign_up(client)
    for number in range(6):
        page = sign_in(browser(), password="wrong", REMOTE_ADDR=f"203.0.113.{number}")
    assert TOO_MANY in page.text


def test_a_school_behind_one_address_signs_in() -> None:
    pupils = [f"pupil-{number}@example.org" for number in range(30)]
    for pupil in pupils:
        User.objects.create_user(pupil, PASSWORD)
    for pupil in pupils:
        sign_in(browser(), pupil, password="mistyped")
        assert sign_in(browser(), pupil).status_code == 302


def test_an_address_cannot_try_many_accounts() -> None:
    for number in range(61):
        page = sign_in(browser(), f"who-{number}@example.org")
    assert TOO_MANY in page.text
    assert TOO_MANY not in sign_in(browser(), "who@example.org", REMOTE_ADDR="203.0.113.7").text


def test_what_is_too_often_is_said_in_a_page(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client)
    page = sign_in(client)
    assert page.status_code == 429
    assert "That was too often" in page.text


def test_a_mailbox_is_not_filled(client: Client, mail: list[EmailMessage]) -> None:
    sign_up(client)
    for _ in range(8):
        browser().post("/accounts/password/reset/", {"email": ADA})
    assert len(mail) <= 4


def test_the_address_of_a_mail_is_the_sites(client: Client, mail: list[EmailMessage]) -> None:
    sign_up(client)
    assert client.post("/accounts/password/reset/", {"email": ADA}, headers={"Host": "evil.example"}).status_code == 400
    assert len(mail) == 1


def test_a_reset_link_does_not_get_into_a_referrer(client: Client, mail: list[EmailMessage]) -> None:
    sign_up(client)
    browser().post("/accounts/password/reset/", {"email": ADA})
    page = follow_link(browser(), mail[-1])
    assert "set-password" in page.request["PATH_INFO"]  # type: ignore[attr-defined]
    assert page["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "way",
    [
        "/accounts/reauthenticate/code/",
        "/accounts/reauthenticate/code/confirm/",
        "/accounts/login/code/",
        "/accounts/signup/passkey/",
        "/accounts/2fa/webauthn/",
        "/accounts/3rdparty/",
        "/accounts/google/login/",
    ],
)
def test_ways_in_that_are_not_wanted_are_closed(way: str, client: Client) -> None:
    """Codes by mail would stand in the session, which its browser can read."""
    sign_up(client)
    assert client.get(way).status_code in (403, 404)


def test_forms_need_a_token_of_the_page() -> None:
    client = browser(enforce_csrf_checks=True)
    for way in ("login", "signup", "logout", "password/reset", "email", "password/change", ""):
        assert client.post(f"/accounts/{way}/".replace("//", "/"), {}).status_code == 403


def test_what_is_sensitive_asks_for_the_password_again(client: Client) -> None:
    sign_up(client)
    for way in ("/accounts/2fa/totp/activate/", "/accounts/2fa/recovery-codes/generate/"):
        assert client.get(way)["Location"].startswith("/accounts/reauthenticate/")
    answer = client.post("/accounts/email/", {"action_add": "", "email": "x@example.org"})
    assert answer["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    assert "x@example.org" not in str(dict(client.session)), "what was sent is not kept in a cookie"


def test_the_session_stays_a_cookie_that_browsers_take(client: Client) -> None:
    for number in range(12):
        client.get(f"/document/{number:0100}/")
    sign_up(client, name="\U0001f680" * 40)
    for _ in range(9):
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get("/accounts/email/").status_code == 200
    assert len(client.cookies["sessionid"].value) < 4000
