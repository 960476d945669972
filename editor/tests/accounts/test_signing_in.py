"""Accounts: how one gets one, comes in and goes, and what is done by mail."""

import smtplib

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from pytest_django import Settings

from editor.accounts.models import User

from .people import ADA, PASSWORD, browser, confirm, follow_link, sign_in, sign_out, sign_up, signed_in_as

pytestmark = pytest.mark.django_db


def test_one_signs_up_out_and_in(client: Client) -> None:
    assert sign_up(client, "Ada@Example.org")["Location"] == "/"
    assert signed_in_as(client) == ADA
    sign_out(client)
    assert not signed_in_as(client)
    assert sign_in(client, "ADA@example.org")["Location"] == "/"
    assert signed_in_as(client) == ADA


@pytest.mark.parametrize("password", ["short", "password1", "ada@example.org"])
def test_some_passwords_are_none(client: Client, password: str) -> None:
    assert "errorlist" in sign_up(client, password=password).text
    assert not User.objects.exists()


def test_a_wrong_password_and_an_unknown_address_look_alike(client: Client) -> None:
    sign_up(client)
    wrong, unknown = sign_in(browser(), password="wrong"), sign_in(browser(), "who@example.org")
    for page in (wrong, unknown):
        assert page.status_code == 200
        assert "The email address and/or password you specified are not correct." in page.text


def test_signing_up_can_be_switched_off(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_SIGNUP_ENABLED = False
    assert "closed" in client.get("/accounts/signup/").content.decode()
    client.post("/accounts/signup/", {"email": ADA, "password1": PASSWORD})
    assert not User.objects.exists()


def test_who_is_deactivated_is_nobody(client: Client) -> None:
    sign_up(client)
    mine = client.session["guest"]
    User.objects.update(is_active=False)
    assert client.get("/accounts/").status_code == 302
    client.get("/document/room/")
    assert client.session["guest"] != mine, "and no person of a document's either"
    assert sign_in(browser())["Location"] == "/accounts/inactive/"


def test_with_mail_an_address_is_confirmed_first(client: Client, mail: list[EmailMessage]) -> None:
    assert sign_up(client)["Location"] == "/accounts/confirm-email/"
    assert not signed_in_as(client)
    assert not EmailAddress.objects.get().verified
    (letter,) = mail
    assert letter.to == [ADA]
    assert confirm(client, letter)["Location"] == "/"
    assert signed_in_as(client) == ADA
    assert EmailAddress.objects.get().verified


def test_the_link_signs_nobody_else_in(client: Client, mail: list[EmailMessage]) -> None:
    sign_up(client)
    other = browser()
    confirm(other, mail[0])
    assert not signed_in_as(other)
    sign_in(other)
    assert signed_in_as(other) == ADA


def test_with_mail_nobody_learns_who_has_an_account(client: Client, mail: list[EmailMessage]) -> None:
    sign_up(client)
    cache.clear()  # as if it were some minutes later: until then the mailbox gets nothing more
    again = sign_up(browser(), password="another horse 9")
    assert again["Location"] == "/accounts/confirm-email/"
    assert "already exists" in mail[1].body
    unknown = browser().post("/accounts/password/reset/", {"email": "who@example.org"})
    known = browser().post("/accounts/password/reset/", {"email": ADA})
    assert unknown["Location"] == known["Location"]


def test_a_forgotten_password_is_replaced_by_mail(client: Client, mail: list[EmailMessage]) -> None:
    sign_up(client)
    confirm(client, mail[0])
    stranger = browser()
    stranger.post("/accounts/password/reset/", {"email": ADA})
    page = follow_link(stranger, mail[-1])
    address = page.request["PATH_INFO"]  # type: ignore[attr-defined]
    stranger.post(address, {"password1": "another horse 9", "password2": "another horse 9"})
    assert not signed_in_as(stranger)
    assert sign_in(stranger, password="another horse 9")["Location"] == "/"
    assert "Bad Token" in follow_link(browser(), mail[-2]).text, "a link works once"


def test_another_address_replaces_the_old_one_when_it_is_confirmed(client: Client, mail: list[EmailMessage]) -> None:
    sign_up(client)
    confirm(client, mail[0])
    reauthenticate(client)
    client.post("/accounts/email/", {"action_add": "", "email": "countess@example.org"})
    assert User.objects.get().email == ADA
    confirm(client, mail[-1])
    assert User.objects.get().email == "countess@example.org"
    assert EmailAddress.objects.get().email == "countess@example.org"
    assert mail[-1].to == [ADA], "the old one is told"


def test_a_new_password_ends_the_sessions_elsewhere(client: Client) -> None:
    sign_up(client)
    other = browser()
    sign_in(other)
    fields = {"oldpassword": PASSWORD, "password1": "another horse 9", "password2": "another horse 9"}
    client.post("/accounts/password/change/", fields)
    assert client.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302


def test_a_mail_that_cannot_be_sent_breaks_nothing(
    client: Client, mail: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> int:
        raise smtplib.SMTPServerDisconnected("away")

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    page = sign_up(client)
    assert page.status_code == 302
    assert "could not be sent" in " ".join(map(str, get_messages(page.wsgi_request)))  # type: ignore[attr-defined]


def reauthenticate(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
