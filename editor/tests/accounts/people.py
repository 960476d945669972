"""What people do in a browser who have an account, or get one."""

import re
from typing import Any

from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client

from editor.accounts.models import User
from editor.guests import guest

ADA = "ada@example.org"
PASSWORD = "correct horse 8"

THIS_SITE = {"Host": "testserver", "Origin": "http://testserver"}
LINK = re.compile(r"https?://[^/\s]+(/\S+)")


def browser(**settings: Any) -> Client:
    """Of its own; with `enforce_csrf_checks`, say."""
    return Client(**settings)


def open_document(client: Client, room: str = "room") -> None:
    """By which one is a guest."""
    client.get(f"/document/{room}/")


def is_called(client: Client, name: str, room: str = "room") -> HttpResponse:
    """Say so in a document that one has opened."""
    return ask(client.post(f"/document/{room}/name", {"name": name}, headers=THIS_SITE))


def sign_up(client: Client, email: str = ADA, password: str = PASSWORD, **more: str) -> HttpResponse:
    page = client.get("/accounts/signup/")
    name = page.context["form"]["name"].value() if page.context else ""
    return ask(client.post("/accounts/signup/", {"email": email, "password1": password, "name": name, **more}))


def sign_in(client: Client, email: str = ADA, password: str = PASSWORD, **more: Any) -> HttpResponse:
    return ask(client.post("/accounts/login/", {"login": email, "password": password}, **more))


def sign_out(client: Client) -> None:
    client.post("/accounts/logout/")


def follow_link(client: Client, letter: EmailMessage) -> HttpResponse:
    """Open the link in it."""
    found = LINK.search(str(letter.body))
    assert found, letter.body
    return ask(client.get(found[1], follow=True))


def confirm(client: Client, letter: EmailMessage) -> HttpResponse:
    """Open the link in it, and press the button there."""
    page = follow_link(client, letter)
    return ask(client.post(page.request["PATH_INFO"]))  # type: ignore[attr-defined]


def signed_in_as(client: Client) -> str:
    """The address; empty for a guest."""
    number = client.session.get("_auth_user_id")
    return User.objects.get(pk=number).email if number else ""


def person(client: Client) -> str:
    """The key under which documents know who this is."""
    return guest(client.session["guest"]).key


def called(client: Client) -> str:
    return str(client.session["name"][0])


def ask(answer: Any) -> HttpResponse:
    assert isinstance(answer, HttpResponse)
    return answer
