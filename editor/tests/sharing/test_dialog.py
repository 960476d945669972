"""What an owner does in the dialog, and what it says."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from editor.access import role_in
from editor.accounts.models import User
from editor.models import Document
from editor.roles import Role
from editor.sharing.models import Grant, Link
from editor.visitors import STRANGER

from ..access.shared import ROOM, group_of, owned, person, visitor
from ..elements import parse

pytestmark = pytest.mark.django_db(transaction=True)
VIEWER, COMMENTER, EDITOR, OWNER = Role


@pytest.fixture
def owner() -> User:
    return person("olga")


@pytest.fixture
def document(owner: User) -> Document:
    return owned(owner, open_to=Document.Audience.EVERYONE)


class Dialog:
    def __init__(self, owner: User) -> None:
        self._client = Client()
        self._client.force_login(owner)

    def does(self, what: str, htmx: bool = True, **fields: Any) -> HttpResponse:
        headers = {"HX-Request": "true"} if htmx else {}
        answer = self._client.post(f"/document/{ROOM}/share/{what}", fields, headers=headers)
        assert isinstance(answer, HttpResponse)
        return answer

    def shows(self, htmx: bool = True) -> str:
        headers = {"HX-Request": "true"} if htmx else {}
        return self._client.get(f"/document/{ROOM}/share", headers=headers).text


@pytest.fixture
def dialog(owner: User, document: Document) -> Dialog:
    return Dialog(owner)


def access() -> int:
    return Document.objects.get().access


def test_to_whom_it_is_open(dialog: Dialog) -> None:
    dialog.does("open", role="1")
    assert role_in(ROOM, STRANGER) is VIEWER
    dialog.does("open", audience="signed-in")
    assert role_in(ROOM, STRANGER) is None
    assert role_in(ROOM, visitor(person("ada"))) is VIEWER
    dialog.does("open", audience="named")
    assert role_in(ROOM, visitor(User.objects.get(name="Ada"))) is None
    assert access() == 3


@pytest.mark.parametrize("fields", [{"audience": "nobody"}, {"role": "4"}, {"role": "0"}, {"role": "x"}])
def test_what_cannot_be_chosen(dialog: Dialog, fields: dict[str, Any]) -> None:
    assert "cannot be chosen" in dialog.does("open", **fields).text or "not a valid" in dialog.does("open").text
    assert access() == 0
    assert role_in(ROOM, STRANGER) is EDITOR


def test_somebody_is_given_a_role_and_another_and_none(dialog: Dialog) -> None:
    ada = person("ada")
    dialog.does("open", audience="named")
    assert "ada@longhand.test" in dialog.does("people", whom=" Ada@Longhand.test ", role="3").text
    assert role_in(ROOM, visitor(ada)) is EDITOR
    grant = Grant.objects.get()
    assert grant.user == ada
    dialog.does("people", whom="ada@longhand.test", role="2")
    assert (Grant.objects.get(), role_in(ROOM, visitor(ada))) == (grant, COMMENTER)
    dialog.does(f"people/{grant.pk}", role="1")
    assert role_in(ROOM, visitor(ada)) is VIEWER
    assert "ada@longhand.test" not in dialog.does(f"people/{grant.pk}", action="remove").text
    assert role_in(ROOM, visitor(ada)) is None
    assert access() == 5


def test_an_address_that_nobody_has_yet_looks_the_same(dialog: Dialog) -> None:
    person("ada")
    for name in ("ada", "nobody"):
        dialog.does("people", whom=f"{name}@longhand.test")
    shown = parse(dialog.shows())
    assert [each.text() for each in shown.all() if each.attributes.get("class") == "who"] == [
        "olga@longhand.test",
        "ada@longhand.test",
        "nobody@longhand.test",
    ]


@pytest.mark.parametrize("whom", ["", "ada", "@", "ada@", "a b@longhand.test", "olga@longhand.test", "Editors"])
def test_whom_nothing_can_be_given(dialog: Dialog, whom: str) -> None:
    group_of(person("boris"))
    shown = parse(dialog.does("people", whom=whom).text)
    assert shown.one(cls="error").text()
    assert shown.one(id="share-whom").attributes["value"] == whom
    assert not Grant.objects.exists()
    assert dialog.does("people", whom=whom, htmx=False).status_code == 422


def test_a_group_of_the_owners(dialog: Dialog, owner: User) -> None:
    ada = person("ada")
    group_of(owner, ada)
    dialog.does("open", audience="named")
    assert "Editors (group)" in dialog.does("people", whom="Editors", role="3").text
    assert role_in(ROOM, visitor(ada)) is EDITOR


def test_an_invitation(dialog: Dialog, settings: Settings) -> None:
    settings.MAILS = True
    dialog.does("people", whom="ada@longhand.test", role="3")
    (sent,) = mail.outbox
    assert sent.to == ["ada@longhand.test"]
    assert "Olga" in sent.subject
    assert f"http://testserver/document/{ROOM}/" in sent.body


def test_it_stands_even_if_the_mail_server_does_not(dialog: Dialog, settings: Settings) -> None:
    settings.MAILS, settings.EMAIL_BACKEND = True, "no.such.backend"
    dialog.does("people", whom="ada@longhand.test")
    assert Grant.objects.get().email == "ada@longhand.test"


def test_it_is_handed_over(dialog: Dialog, owner: User) -> None:
    ada = person("ada")
    dialog.does("people", whom="nobody@longhand.test")
    refused = dialog.does(f"people/{Grant.objects.get().pk}", action="own").text
    assert parse(refused).one(cls="error").text()
    dialog.does("people", whom="ada@longhand.test")
    shown = dialog.does(f"people/{Grant.objects.get(user=ada).pk}", action="own").text
    assert role_in(ROOM, visitor(ada)) is OWNER
    assert role_in(ROOM, visitor(owner)) is EDITOR
    assert "decides who else may" in shown
    assert dialog.does("open", role="1").status_code == 403


def test_nothing_of_another_document_can_be_changed(dialog: Dialog) -> None:
    other = Document.objects.create(room="other", revision=1)
    grant = Grant.objects.create(document=other, user=person("ada"), role=EDITOR)
    link = Link.objects.create(document=other, role=EDITOR)
    assert dialog.does(f"people/{grant.pk}", action="remove").status_code == 404
    assert dialog.does(f"links/{link.pk}").status_code == 404
    assert (Grant.objects.count(), Link.objects.count()) == (1, 1)


def test_a_link_opens_the_document(dialog: Dialog) -> None:
    dialog.does("open", audience="named")
    shown = parse(dialog.does("links", role="3").text)
    assert "Nobody has used it yet" in str(shown.text())
    link = Link.objects.get()
    guest = Client()
    assert guest.get(f"/document/{ROOM}/").status_code == 404
    assert guest.get(link.address)["Location"] == f"/document/{ROOM}/"
    page = guest.get(f"/document/{ROOM}/")
    assert page.status_code == 200
    assert "<textarea" in page.text
    assert link.uses.count() == 1
    assert link.uses.get().name in dialog.shows()

    dialog.does(f"links/{link.pk}")
    assert guest.get(f"/document/{ROOM}/").status_code == guest.get(link.address).status_code == 404


def test_a_link_with_a_password(dialog: Dialog) -> None:
    dialog.does("open", audience="named")
    dialog.does("links", role="1", password="open sesame")
    link, guest = Link.objects.get(), Client()
    assert "open sesame" not in link.password
    asked = guest.get(link.address)
    assert (asked.status_code, asked["Cache-Control"]) == (
        200,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    assert guest.post(link.address, {"password": "wrong"}).status_code == 403
    assert guest.get(f"/document/{ROOM}/").status_code == 404
    assert guest.post(link.address, {"password": "open sesame"}).status_code == 302
    assert "<textarea" not in guest.get(f"/document/{ROOM}/").text


def test_a_link_ends(dialog: Dialog) -> None:
    today = timezone.now().date()
    dialog.does("links", until=str(today))
    link = Link.objects.get()
    assert link.expires_at
    assert timedelta() < link.expires_at - timezone.now() <= timedelta(days=1)
    Link.objects.update(expires_at=timezone.now())
    assert Client().get(link.address).status_code == 404
    for day in (str(today - timedelta(days=1)), "tomorrow", "9999-12-31"):
        assert parse(dialog.does("links", until=day).text).one(cls="error").text()
    assert Link.objects.count() == 1


def test_who_does_not_own_it_sees_nobodys_address(dialog: Dialog) -> None:
    ada = person("ada")
    dialog.does("people", whom="ada@longhand.test")
    shown = Dialog(ada).shows()
    assert "decides who else may" in shown
    assert "@" not in shown


def test_without_scripts_it_is_a_page(dialog: Dialog) -> None:
    assert dialog.does("open", role="1", htmx=False)["Location"] == f"/document/{ROOM}/share"
    page = parse(dialog.shows(htmx=False))
    assert page.one("main").one(id="share").one("h2").text() == "Who may do what"
