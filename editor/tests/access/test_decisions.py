"""What people are to a document, by all that can make them something to it."""

import pytest

from editor.access import Decisions, may_discard, role_in
from editor.accounts.models import User
from editor.models import Document
from editor.roles import Role
from editor.visitors import STRANGER, Visitor

from .shared import ROOM, bearer, group_of, linked, owned, person, visitor

pytestmark = pytest.mark.django_db
VIEWER, COMMENTER, EDITOR, OWNER = Role
EVERYONE, SIGNED_IN, NAMED = Document.Audience


@pytest.fixture
def owner() -> User:
    return person("olga")


@pytest.fixture
def ada() -> User:
    return person("ada")


def test_everyone_writes_in_what_is_nobodys() -> None:
    assert role_in("nowhere", STRANGER) is EDITOR
    assert not Document.objects.exists()


def test_unless_documents_are_made_by_the_button_alone(settings: object) -> None:
    settings.LONGHAND_OPEN_BY_NAME = False  # type: ignore[attr-defined]
    assert role_in("nowhere", STRANGER) is None


@pytest.mark.parametrize(
    ("audience", "role", "guest", "signed_in"),
    [
        (EVERYONE, EDITOR, EDITOR, EDITOR),
        (EVERYONE, COMMENTER, COMMENTER, COMMENTER),
        (EVERYONE, VIEWER, VIEWER, VIEWER),
        (SIGNED_IN, EDITOR, None, EDITOR),
        (SIGNED_IN, VIEWER, None, VIEWER),
        (NAMED, EDITOR, None, None),
    ],
)
def test_an_audience(
    owner: User, ada: User, audience: str, role: Role, guest: Role | None, signed_in: Role | None
) -> None:
    owned(owner, open_to=audience, open_as=role)
    assert role_in(ROOM, STRANGER) is guest
    assert role_in(ROOM, visitor(ada)) is signed_in
    assert role_in(ROOM, visitor(owner)) is OWNER


def test_a_new_password_ends_what_was_let_in_by_the_old_one(owner: User) -> None:
    owned(owner, open_to=EVERYONE)
    before = visitor(owner)
    owner.set_password("another one by far")
    owner.save()
    assert role_in(ROOM, before) is None
    assert role_in(ROOM, visitor(owner)) is OWNER


def test_the_best_of_what_one_has_been_given_counts(owner: User, ada: User) -> None:
    document = owned(owner)
    document.grants.create(user=ada, role=VIEWER)
    assert role_in(ROOM, visitor(ada)) is VIEWER
    document.grants.create(group=group_of(ada), role=COMMENTER)
    assert role_in(ROOM, visitor(ada)) is COMMENTER
    assert role_in(ROOM, visitor(ada, linked(document, EDITOR))) is EDITOR
    Document.objects.update(open_to=EVERYONE, open_as=VIEWER)
    assert role_in(ROOM, visitor(ada)) is COMMENTER


def test_what_is_given_to_an_address_is_nobodys_yet(owner: User) -> None:
    document = owned(owner)
    document.grants.create(email="ada@longhand.test", role=EDITOR)
    assert role_in(ROOM, visitor(person("ada"))) is None


def test_whoever_is_shut_out_has_to_come_again_as_a_guest(owner: User, ada: User) -> None:
    assert role_in("new", visitor(ada)) is EDITOR
    document = owned(owner)
    document.grants.create(user=ada, role=EDITOR)
    User.objects.update(is_active=False)
    assert role_in(ROOM, visitor(ada)) is role_in(ROOM, visitor(owner)) is None
    assert role_in("new", visitor(ada)) is None
    Document.objects.update(open_to=EVERYONE, open_as=VIEWER)
    assert role_in(ROOM, visitor(owner)) is None
    assert role_in(ROOM, bearer()) is VIEWER


def test_a_link(owner: User) -> None:
    document = owned(owner)
    assert role_in(ROOM, bearer(linked(document, VIEWER))) is VIEWER
    assert role_in(ROOM, bearer(linked(document, VIEWER), linked(document, EDITOR))) is EDITOR
    assert role_in(ROOM, bearer(linked(document, EDITOR, hours=1))) is EDITOR
    assert role_in(ROOM, bearer(linked(document, EDITOR, hours=-1))) is None
    gone = linked(document, EDITOR)
    asked = bearer(gone)
    gone.delete()
    assert role_in(ROOM, asked) is None


def test_a_link_of_another_document(owner: User) -> None:
    owned(owner)
    other = Document.objects.create(room="other", revision=1)
    assert role_in(ROOM, bearer(linked(other, EDITOR))) is None


def test_nobody_writes_in_what_is_locked(owner: User, ada: User) -> None:
    owned(owner, is_locked=True).grants.create(user=ada, role=COMMENTER)
    assert role_in(ROOM, visitor(owner)) is role_in(ROOM, visitor(ada)) is VIEWER
    assert role_in(ROOM, STRANGER) is None


def test_nobody_sees_what_is_thrown_away(owner: User) -> None:
    owned(owner, open_to=EVERYONE, trashed_at="2026-01-01T00:00Z")
    assert role_in(ROOM, visitor(owner)) is role_in(ROOM, STRANGER) is None


def test_who_may_throw_it_away(owner: User, ada: User) -> None:
    document = owned(owner, maker=visitor(ada).person)
    assert may_discard(document, visitor(owner))
    assert not may_discard(document, visitor(ada)), "somebody else owns it"
    document.owner = None
    assert may_discard(document, visitor(ada))
    assert not may_discard(document, visitor(owner))
    document.maker = ""
    assert not may_discard(document, STRANGER), "one without a session is no person"


def test_a_decision_holds_until_the_access_changes_or_a_link_expires(
    owner: User, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, decisions = owned(owner), Decisions()
    granted, link = document.grants.create(user=ada, role=EDITOR), linked(document, VIEWER, hours=1)
    here = [visitor(ada), bearer(link)]
    assert list(decisions.of(document, here).values()) == [EDITOR, VIEWER]

    granted.delete()
    assert decisions.of(document, here)[here[0]] is EDITOR
    document.count_access()
    document.refresh_from_db()
    assert list(decisions.of(document, here).values()) == [None, VIEWER]

    monkeypatch.setattr("editor.access.time", lambda: decisions.until)
    assert decisions.of(document, here)[here[1]] is None


@pytest.mark.parametrize("asked", [STRANGER, Visitor("guest"), Visitor(links=frozenset({7}))])
def test_what_is_open_to_all_asks_for_nothing_more(
    asked: Visitor, owner: User, django_assert_num_queries: object
) -> None:
    document = owned(owner, open_to=EVERYONE)
    with django_assert_num_queries(bool(asked.links)):  # type: ignore[operator]
        Decisions().of(document, [asked])
