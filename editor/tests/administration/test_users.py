"""What an administrator does with people and groups."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from editor.access import role_in
from editor.accounts.models import User
from editor.library.models import Entry
from editor.models import Document
from editor.roles import Role

from ..accounts.people import PASSWORD, sign_in, signed_in_as
from ..library.people import as_visitor, user, write
from .acting import act

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/user/"


def given_to_group(*members: User) -> tuple[Document, Group]:
    document, group = write(by=as_visitor(user("Olga"))), Group.objects.create(name="Editors")
    Document.objects.update(open_to=Document.Audience.NAMED)
    document.grants.create(group=group, role=Role.EDITOR)
    group.user_set.add(*members)
    return document, group


def test_an_account_is_made(admin: Client, client: Client) -> None:
    fields = {"email": "Ada@Example.org", "name": "Ada", "usable_password": "true"}
    admin.post(f"{LIST}add/", {**fields, "password1": PASSWORD, "password2": PASSWORD})
    sign_in(client)
    assert signed_in_as(client) == "ada@example.org"


def test_a_password_is_set(admin: Client, client: Client) -> None:
    ada = user("Ada")
    fields = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    admin.post(f"{LIST}{ada.pk}/password/", fields)
    sign_in(client)
    assert signed_in_as(client) == ada.email


@pytest.mark.parametrize("query", ["ada@", "Countess"])
def test_people_are_found(admin: Client, query: str) -> None:
    User.objects.create_user("ada@example.org", name="Countess")
    user("Boris")
    page = admin.get(LIST, {"q": query}).content
    assert b"ada@example.org" in page
    assert b"boris@example.org" not in page


def test_whoever_is_shut_out_is_nothing_to_any_document_they_have_opened(admin: Client) -> None:
    ada = user("Ada")
    document = write(by=as_visitor(user("Olga")))
    Entry.objects.create(user=ada, document=document)
    assert role_in(document.room, as_visitor(ada)) is Role.EDITOR
    act(admin, "shut_out", ada)
    assert role_in(document.room, as_visitor(ada)) is None
    assert Document.objects.get().access == document.access + 1
    act(admin, "let_in", ada)
    assert role_in(document.room, as_visitor(ada)) is Role.EDITOR
    assert Document.objects.get().access == document.access + 2


def test_whoever_is_shut_out_does_not_come_in(admin: Client, client: Client) -> None:
    User.objects.create_user("ada@example.org", PASSWORD)
    act(admin, "shut_out", User.objects.get(email="ada@example.org"))
    sign_in(client)
    assert signed_in_as(client) == ""


def test_administrators_do_not_shut_themselves_out(admin: Client, root: User) -> None:
    act(admin, "shut_out", root)
    admin.post(f"{LIST}{root.pk}/erase/", {"confirmed": "yes"})
    assert User.objects.get(pk=root.pk).is_active


def test_the_form_shuts_out_as_well(admin: Client) -> None:
    ada = user("Ada")
    document = write(by=as_visitor(ada))
    admin.post(f"{LIST}{ada.pk}/change/", {"name": "Ada"})
    assert not User.objects.get(pk=ada.pk).is_active
    assert Document.objects.get().access == document.access + 1


def test_who_comes_into_a_group_or_leaves_it_is_looked_at_again(admin: Client) -> None:
    ada = user("Ada")
    document, group = given_to_group()
    fields = {"name": "Ada", "is_active": "on"}
    admin.post(f"{LIST}{ada.pk}/change/", {**fields, "groups": [group.pk]})
    assert role_in(document.room, as_visitor(ada)) is Role.EDITOR
    assert Document.objects.get().access == document.access + 1
    admin.post(f"{LIST}{ada.pk}/change/", fields)
    assert role_in(document.room, as_visitor(ada)) is None
    assert Document.objects.get().access == document.access + 2


def test_so_is_everyone_in_a_group_that_is_deleted(admin: Client) -> None:
    ada = user("Ada")
    document, group = given_to_group(ada)
    admin.post(f"/admin/auth/group/{group.pk}/delete/", {"post": "yes"})
    assert role_in(document.room, as_visitor(ada)) is None
    assert Document.objects.get().access == document.access + 1
