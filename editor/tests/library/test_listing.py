"""Lists of documents: what is in them, in which order, and that many cost no more than a few."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editor.library import actions
from editor.library.listing import A_PAGE, page_of
from editor.library.models import Entry, Template
from editor.library.sections import BY_NAME, MINE, SECTIONS, shown_to
from editor.models import Document
from editor.roles import Role
from editor.sharing.models import Grant
from editor.visitors import Visitor

from .people import as_guest, as_visitor, many, number, user, write

pytestmark = pytest.mark.django_db


def rooms(section: str, visitor: Visitor) -> list[str]:
    return [row.room for row in page_of(BY_NAME[section], visitor, {}, "1")]


def test_each_list_has_its_own() -> None:
    ada, boris = as_visitor(user("Ada")), as_visitor(user("Boris"))
    for room in ("plain", "starred", "template", "thrown"):
        write(by=ada, room=room)
    Grant.objects.create(document=write(by=boris, room="given"), user_id=ada.user, role=Role.VIEWER)
    for name, room in (("favour", "starred"), ("favour", "given"), ("template", "template"), ("trash", "thrown")):
        actions.do(ada, {"back": "/documents/", name: room})
    assert {name: set(rooms(name, ada)) for name in BY_NAME} == {
        "": {"plain", "starred", "template"},
        "recent": {"plain", "starred", "template"},
        "shared": {"given"},
        "favourites": {"starred", "given"},
        "templates": {"template"},
        "trash": {"thrown"},
    }
    assert rooms("", boris) == ["given"]
    assert not [rooms(name, boris) for name in ("shared", "favourites", "templates", "trash") if rooms(name, boris)]


def test_guests_have_no_lists_that_would_be_empty_for_ever() -> None:
    assert [section.name for section in shown_to(as_guest("ada"))] == ["", "recent", "templates", "trash"]


def test_what_was_changed_last_stands_first() -> None:
    ada = as_guest("ada")
    for room in ("first", "second", "third"):
        write(by=ada, room=room)
    Document.objects.filter(room="first").update(updated_at=timezone.now() + timedelta(seconds=1))
    assert rooms("", ada) == ["first", "third", "second"]


def test_what_was_thrown_away_last_stands_first_in_the_trash() -> None:
    ada = as_guest("ada")
    for room in ("first", "second"):
        write(by=ada, room=room)
    for room in ("second", "first"):
        actions.do(ada, {"trash": room})
    assert rooms("trash", ada) == ["first", "second"]


def test_rows_tell_what_they_are_to_the_visitor() -> None:
    ada, boris = as_visitor(user("Ada")), as_visitor(user("Boris"))
    document = write(by=boris, room="room")
    Grant.objects.create(document=document, user_id=ada.user, role=Role.EDITOR)
    Template.objects.create(document=document)
    Entry.objects.create(document=document, user_id=number(boris), is_favourite=True)
    (mine,), (given,) = page_of(MINE, boris, {}, "1"), page_of(BY_NAME["shared"], ada, {}, "1")
    assert [(row.is_own, row.is_favourite, row.is_template) for row in (mine, given)] == [  # type: ignore[attr-defined]
        (True, True, True),
        (False, False, True),
    ]


@pytest.mark.parametrize("number", ["2", "0", "-1", "99", "x", "", "9" * 30])
def test_pages_of_any_number_can_be_asked_for(number: str) -> None:
    ada = as_guest("ada")
    many(A_PAGE + 3, by=ada)
    page = page_of(MINE, ada, {}, number)
    assert len(page.object_list) == {1: A_PAGE, 2: 3}[page.number]
    assert page.paginator.num_pages == 2


def test_a_page_of_a_thousand_asks_no_more_than_one_of_a_few() -> None:
    ada, boris = as_visitor(user("Ada")), as_visitor(user("Boris"))
    for size in (3, 1_000):
        many(size, by=ada)
        thrown = [each.pk for each in many(size, by=ada)]
        Document.objects.filter(pk__gte=thrown[0], pk__lte=thrown[-1]).update(trashed_at=timezone.now())
        given = many(size, by=boris)
        Grant.objects.bulk_create(Grant(document=each, user_id=number(ada), role=Role.EDITOR) for each in given)
        Entry.objects.bulk_create(Entry(document=each, user_id=number(ada), is_favourite=True) for each in given)
        Template.objects.bulk_create(Template(document=each) for each in given)
        for section in SECTIONS:
            with CaptureQueriesContext(connection) as asked:
                page = page_of(section, ada, {}, "2" if size > A_PAGE else "1")
                names = [(row.title, row.owner and row.owner.name, row.words, row.updated_at) for row in page]
            assert (len(names), len(asked)) == (min(size, A_PAGE), 2), section.label
