"""The pages of accounts: what is on them, and that they are like all others."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from editor.models import Document
from editor.roles import Role

from ..elements import Element, parse
from .people import ADA, PASSWORD, browser, open_document, sign_up

pytestmark = pytest.mark.django_db

FOR_EVERYONE = [
    "/accounts/login/",
    "/accounts/login/?next=/document/room/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/no-such-key/",
    "/accounts/inactive/",
]
FOR_ONESELF = [
    "/accounts/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/logout/",
    "/accounts/delete/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
]


@pytest.fixture
def ada(client: Client) -> Client:
    sign_up(client, name="Ada")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def page(client: Client, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    return parse(answer.content.decode())


@pytest.mark.parametrize("address", FOR_EVERYONE)
def test_what_everyone_may_see(address: str, client: Client) -> None:
    is_of_the_house(page(client, address))


@pytest.mark.parametrize("address", FOR_ONESELF)
def test_what_is_for_oneself(address: str, ada: Client) -> None:
    is_of_the_house(page(ada, address))
    stranger = browser().get(address)
    assert stranger.status_code == 302 or address == "/accounts/logout/"


def is_of_the_house(shown: Element) -> None:
    """In our frame, without scripts or styles of its own, and with a label for each field."""
    assert shown.one("h1").text().strip()
    assert shown.one(cls="brand").attributes["href"] == "/"
    labels = {each.attributes.get("for") for each in shown.all() if each.tag == "label"}
    for element in shown.all():
        assert "style" not in element.attributes
        assert element.tag != "script" or (element.attributes.get("src") or "").startswith("/static/")
        if element.tag in ("input", "textarea") and element.attributes.get("type") != "hidden":
            assert element.id in labels


def test_a_mistake_stands_at_its_field(client: Client) -> None:
    answer = client.post("/accounts/signup/", {"email": "ada", "password1": "short"})
    form = parse(answer.content.decode())
    for name in ("email", "password1"):
        field = form.one("input", id=f"id_{name}")
        assert field.attributes["aria-invalid"] == "true"
        described = (field.attributes.get("aria-describedby") or "").split()
        assert f"id_{name}_error" in described
        for each in described:
            assert form.one(id=each).text().strip()


def test_the_first_page_leads_to_signing_in_and_to_ones_account(client: Client) -> None:
    link = page(client, "/").one(cls="account-link")
    assert (link.text(), link.attributes["href"]) == ("Sign in", "/accounts/login/?next=/")
    sign_up(client)
    link = page(client, "/").one(cls="account-link")
    assert (link.text(), link.attributes["href"]) == (f"Account {ADA}", "/accounts/")


def test_so_does_a_page_that_may_be_there_for_others(client: Client) -> None:
    """A document that was shared with somebody looks to guests like none."""
    Document.objects.create(room="room", revision=1, open_to=Document.Audience.NAMED)
    answer = client.get("/document/room/")
    assert answer.status_code == 404
    link = parse(answer.content.decode()).one(cls="offer").one("a")
    assert link.attributes["href"] == "/accounts/login/?next=/document/room/"
    sign_up(client)
    assert "offer" not in client.get("/document/room/").content.decode()


def test_so_does_a_document_for_readers(client: Client) -> None:
    Document.objects.create(room="room", revision=1, open_as=Role.VIEWER)
    link = page(client, "/document/room/").one(cls="bar").one(cls="account-link")
    assert link.attributes["href"] == "/accounts/login/?next=/document/room/"


def test_so_does_a_document_which_one_comes_back_to(client: Client) -> None:
    link = page(client, "/document/room/").one(id="naming").one(cls="account-link")
    assert link.attributes["href"] == "/accounts/login/?next=/document/room/"
    headers = {"Host": "testserver", "Origin": "http://testserver", "HX-Request": "true"}
    answer = client.post("/document/room/name", {"name": "Ada"}, headers=headers)
    assert parse(answer.content.decode()).one(cls="account-link").attributes == link.attributes
    sign_up(client)
    assert page(client, "/document/room/").one(id="naming").one(cls="account-link").text() == f"Account {ADA}"
    answer = client.post("/document/room/name", {"name": "Ada"}, headers=headers)
    assert parse(answer.content.decode()).one(cls="account-link").text() == f"Account {ADA}"


def test_nobody_looks_for_the_account_of_a_guest(client: Client) -> None:
    open_document(client)
    for address in ("/", "/document/room/"):
        assert not asked_for_users(client, address)
    sign_up(client)
    assert asked_for_users(client, "/document/room/")


def asked_for_users(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return [query["sql"] for query in captured if 'FROM "accounts_user" WHERE' in query["sql"]]


def test_where_there_are_no_providers_nothing_is_said_of_them(ada: Client) -> None:
    assert "Other ways to sign in" not in page(ada, "/accounts/").text()
    assert "elsewhere" not in page(browser(), "/accounts/login/").text()
