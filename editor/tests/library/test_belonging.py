"""Whose a document is."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils import timezone

from editor.library.belonging import documents_of, own, shared_with, within_reach
from editor.models import Document
from editor.roles import Role
from editor.sharing.models import Grant, Link
from editor.visitors import STRANGER, Visitor

from .people import as_guest, as_visitor, user, write

pytestmark = pytest.mark.django_db

ADA, BORIS = as_guest("ada"), as_guest("boris")


def rooms(documents: QuerySet[Document]) -> set[str]:
    return set(documents.values_list("room", flat=True))


def test_a_guest_has_what_they_made_until_somebody_owns_it() -> None:
    made = write(by=ADA, room="made")
    write(by=BORIS, room="other")
    assert rooms(documents_of(ADA)) == {"made"}
    Document.objects.filter(pk=made.pk).update(owner=user("Ada"))
    assert rooms(documents_of(ADA)) == set()


def test_without_a_session_one_has_nothing() -> None:
    write(by=STRANGER)
    assert rooms(documents_of(STRANGER)) == rooms(own(STRANGER)) == set()


def test_a_user_has_what_they_own_what_they_made_and_what_is_shared_with_them_or_their_groups() -> None:
    ada, boris, group = user("Ada"), user("Boris"), Group.objects.create(name="g")
    ada.groups.add(group)
    write(by=as_visitor(ada), room="owned")
    write(by=Visitor(ada.person), room="made")
    for room, to in (("given", {"user": ada}), ("to-group", {"group": group}), ("invited", {"email": ada.email})):
        document = write(by=as_visitor(boris), room=room)
        Grant.objects.create(document=document, role=Role.VIEWER, **to)
    write(by=as_visitor(boris), room="private")
    assert rooms(own(as_visitor(ada))) == {"owned", "made"}
    assert rooms(shared_with(as_visitor(ada))) == {"given", "to-group"}
    assert rooms(documents_of(as_visitor(ada))) == {"owned", "made", "given", "to-group"}


def test_what_is_in_the_trash_is_its_owners_alone() -> None:
    ada, boris = user("Ada"), user("Boris")
    document = write(by=as_visitor(boris), room="away")
    Grant.objects.create(document=document, user=ada, role=Role.EDITOR)
    Document.objects.update(trashed_at=timezone.now())
    assert rooms(documents_of(as_visitor(boris))) == {"away"}
    assert rooms(documents_of(as_visitor(ada))) == set()
    assert rooms(within_reach(as_visitor(ada))) == rooms(within_reach(as_visitor(boris))) == set()


def test_in_reach_is_what_is_open_to_one() -> None:
    ada, boris = as_visitor(user("Ada")), as_visitor(user("Boris"))
    links = {}
    for audience in Document.Audience.values:
        document = write(by=boris, room=audience)
        Document.objects.filter(pk=document.pk).update(open_to=audience)
        links[audience] = Link.objects.create(document=document, role=Role.VIEWER).pk
    assert rooms(within_reach(STRANGER)) == {"everyone"}
    assert rooms(within_reach(ada)) == {"everyone", "signed-in"}
    assert rooms(within_reach(boris)) == {"everyone", "signed-in", "named"}
    by_link = Visitor("x", None, frozenset({links["named"]}))
    assert rooms(within_reach(by_link)) == {"everyone", "named"}
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert rooms(within_reach(by_link)) == {"everyone"}
