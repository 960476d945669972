"""Guests who sign in keep what they made, and get what they were invited to."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client

from editor.accounts.models import User
from editor.comments.models import Comment
from editor.models import Document
from editor.roles import Role
from editor.sharing.models import Grant

from .people import (
    ADA,
    browser,
    called,
    confirm,
    is_called,
    open_document,
    person,
    sign_in,
    sign_out,
    sign_up,
)

pytestmark = pytest.mark.django_db


def made_by(maker: str, room: str = "made") -> Document:
    return Document.objects.create(room=room, maker=maker)


def test_a_guest_who_signs_up_is_the_same_person(client: Client) -> None:
    open_document(client)
    is_called(client, "Ada")
    before = person(client)
    sign_up(client)
    user = User.objects.get()
    assert person(client) == user.person == before
    assert called(client) == user.name == "Ada"


def test_the_name_given_when_signing_up_is_the_name(client: Client) -> None:
    open_document(client)
    is_called(client, "Ada")
    sign_up(client, name="  Countess \u202e Lovelace ")
    assert called(client) == User.objects.get().name == "Countess Lovelace"


def test_documents_of_the_guest_are_the_users(client: Client) -> None:
    open_document(client)
    document, others = made_by(person(client)), made_by("somebody", "others")
    sign_up(client)
    document.refresh_from_db()
    others.refresh_from_db()
    assert (document.owner, document.access) == (User.objects.get(), 1)
    assert (others.owner, others.maker) == (None, "somebody")


def test_so_are_those_made_as_another_guest(client: Client) -> None:
    sign_up(client)
    user = User.objects.get()
    elsewhere = browser()
    open_document(elsewhere)
    document = made_by(person(elsewhere))
    sign_in(elsewhere)
    document.refresh_from_db()
    assert (document.owner, document.maker) == (user, user.person)
    assert person(elsewhere) == user.person


@pytest.mark.parametrize("enter", [sign_in, sign_up])
def test_comments_of_the_guest_are_still_theirs_to_delete(client: Client, enter: Callable[..., object]) -> None:
    if enter is sign_in:
        sign_up(browser())
    made_by("somebody")
    for commenter, text in ((client, "mine"), (browser(), "another's")):
        commenter.post("/document/made/comments", {"text": text})
    enter(client)
    for comment in Comment.objects.all():
        client.post(f"/document/made/comments/{comment.thread_id}", {"remove": comment.pk})
    assert [comment.text for comment in Comment.objects.all()] == ["another's"]


def test_what_has_an_owner_stays_theirs(client: Client) -> None:
    sign_up(client, "boris@example.org")
    boris = User.objects.get()
    guest = browser()
    open_document(guest)
    document = made_by(person(guest))
    Document.objects.update(owner=boris)
    sign_up(guest)
    document.refresh_from_db()
    assert document.owner == boris


def test_old_documents_without_a_maker_become_nobodys(client: Client) -> None:
    document = made_by("")
    sign_up(client)
    document.refresh_from_db()
    assert document.owner is None


def test_a_key_from_outside_says_nothing(client: Client) -> None:
    guest = browser()
    open_document(guest)
    document = made_by(person(guest))
    more = {"guest": person(guest), "secret": guest.session["guest"], "person": person(guest), "maker": person(guest)}
    sign_up(client, **more)
    document.refresh_from_db()
    assert document.owner is None
    assert User.objects.get().person != person(guest)


def test_two_accounts_are_two_people(client: Client) -> None:
    """The first one had another's address, by mistake."""
    open_document(client)
    document = made_by(person(client))
    sign_up(client, "adda@example.org")
    first = User.objects.get()
    sign_out(client)
    assert "guest" not in client.session, "who signs out is a guest like any other"
    open_document(client)
    sign_up(client)
    assert User.objects.get(email=ADA).person != first.person
    document.refresh_from_db()
    assert document.owner == first


def test_an_account_that_was_never_confirmed_keeps_nothing(client: Client, mail: list[EmailMessage]) -> None:
    open_document(client)
    document = made_by(person(client))
    sign_up(client, "adda@example.org")
    sign_up(client)
    confirm(client, mail[-1])
    document.refresh_from_db()
    assert document.owner == User.objects.get(email=ADA)


def test_a_name_chosen_in_a_document_is_the_accounts(client: Client) -> None:
    sign_up(client, name="Ada")
    other = browser()
    sign_in(other)
    open_document(client)
    page = is_called(client, "Countess")
    assert page.status_code == 302
    assert User.objects.get().name == "Countess"
    open_document(other)
    assert called(other) == "Countess", "in every browser, when a document is opened there"


def test_a_name_can_be_changed_on_the_page_of_ones_account(client: Client) -> None:
    sign_up(client, name="Ada")
    client.post("/accounts/", {"name": "Countess"})
    assert called(client) == User.objects.get().name == "Countess"


def invite(email: str, role: Role, room: str = "invited") -> Grant:
    document, _ = Document.objects.get_or_create(room=room)
    return Grant.objects.create(document=document, email=email, role=role)


def test_an_invitation_is_for_whoever_confirms_the_address(client: Client, mail: list[EmailMessage]) -> None:
    mine, others = invite(ADA, Role.EDITOR), invite("boris@example.org", Role.VIEWER)
    sign_up(client)
    mine.refresh_from_db()
    assert mine.email == ADA, "not yet"
    confirm(client, mail[0])
    mine.refresh_from_db()
    others.refresh_from_db()
    assert (mine.user, mine.email, mine.document.access) == (User.objects.get(), "", 1)
    assert (others.user, others.email) == (None, "boris@example.org")


def test_without_mail_an_address_says_nothing(client: Client) -> None:
    invitation = invite(ADA, Role.EDITOR)
    sign_up(client)
    invitation.refresh_from_db()
    assert invitation.user is None


def test_nobody_is_known_by_an_address_that_they_only_claim(client: Client, mail: list[EmailMessage]) -> None:
    sign_up(client)
    assert User.objects.known_by(ADA) is None
    confirm(client, mail[0])
    assert User.objects.known_by(ADA) == User.objects.get()


def test_where_there_is_no_mail_everyone_is_believed(client: Client) -> None:
    sign_up(client)
    assert User.objects.known_by(ADA) == User.objects.get()


@pytest.mark.parametrize(("own", "invited"), [(Role.VIEWER, Role.EDITOR), (Role.EDITOR, Role.VIEWER)])
def test_of_two_grants_the_higher_role_stays(client: Client, own: Role, invited: Role) -> None:
    sign_up(client)
    user = User.objects.get()
    EmailAddress.objects.update(verified=True)
    grant = Grant.objects.create(document=invite(ADA, invited).document, user=user, role=own)
    other = invite(ADA, Role.COMMENTER, "other")
    sign_in(browser())
    assert Grant.objects.get(document=grant.document).role == Role.EDITOR
    other.refresh_from_db()
    assert (other.user, other.role) == (user, Role.COMMENTER)
