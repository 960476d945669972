"""What an administrator does with comments."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from editor.accounts.models import User
from editor.comments.models import Comment, Thread
from editor.models import Document

from ..library.people import as_guest, signed_in, write
from .acting import act

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"


def say(*texts: str, room: str = "room", title: str = "Plans", name: str = "Ada") -> list[Comment]:
    """A thread with these comments, in a document of its own."""
    document = write(title, by=as_guest(name), room=room)
    thread = document.threads.create(revision=1, place=["1", 0, 5], quote="planetfall")
    return [thread.comments.create(person="0a1b2c3d4e5f", name=name, text=text) for text in texts]


def staff(*powers: str) -> Client:
    """Their browser."""
    person = User.objects.create_user("staff@example.org", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=powers))
    return signed_in(person)


@pytest.mark.parametrize("query", ["room-of-plans", "Plans", "Countess", "nonsense"])
def test_comments_are_found(admin: Client, query: str) -> None:
    say("What nonsense!", room="room-of-plans", name="Countess")
    say("Well said", room="other", title="Other", name="Boris")
    page = admin.get(LIST, {"q": query}).content
    assert b"What nonsense!" in page
    assert b"Well said" not in page


def test_what_they_are_about_is_not_shown(admin: Client) -> None:
    (comment,) = say("Well said")
    for address in (LIST, f"{LIST}{comment.pk}/change/", f"{LIST}{comment.pk}/delete/"):
        page = admin.get(address).content
        assert b"Well said" in page
        assert b"planetfall" not in page


def test_what_people_say_is_text(admin: Client) -> None:
    (comment,) = say("<script>alert(1)</script>", title="<img src=1>", name="<img src=2>")
    for address in (LIST, f"{LIST}{comment.pk}/change/", f"{LIST}{comment.pk}/delete/"):
        page = admin.get(address).content
        assert b"&lt;script&gt;alert(1)" in page
        assert b"<script>alert" not in page
        assert b"<img src=" not in page.replace(b'<img src="/static/', b"")


def test_one_is_deleted_and_its_room_is_told(admin: Client) -> None:
    first, second = say("one", "two")
    admin.post(f"{LIST}{first.pk}/delete/", {"post": "yes"})
    assert [*Comment.objects.all()] == [second]
    assert Document.objects.get().discussion == 1
    assert "one" not in str(LogEntry.objects.values_list("object_repr", "change_message"))


def test_a_thread_without_comments_is_gone(admin: Client) -> None:
    first, second = say("one", "two")
    (other,) = say("three", room="other")
    act(admin, "delete_selected", first, second, post="yes")
    assert [*Comment.objects.all()] == [other]
    assert [*Thread.objects.all()] == [other.thread]


def test_nothing_is_said_in_anothers_name(admin: Client) -> None:
    (comment,) = say("one")
    fields = {"text": "two", "name": "Boris"}
    assert admin.post(f"{LIST}{comment.pk}/change/", fields).status_code == 403
    assert admin.post(f"{LIST}add/", fields).status_code == 403
    assert Comment.objects.get().text == "one"


def test_staff_delete_what_they_are_allowed_to() -> None:
    (comment,) = say("one")
    browser = staff("view_comment")
    assert browser.get(LIST).status_code == 200
    assert browser.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Comment.objects.exists()


def test_the_list_is_asked_for_at_once_however_long_it_is(admin: Client) -> None:
    numbers = []
    for number in (1, 30):
        for each in range(number):
            say("one", room=f"room-{number}-{each}")
        with CaptureQueriesContext(connection) as asked:
            assert admin.get(LIST).status_code == 200
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
