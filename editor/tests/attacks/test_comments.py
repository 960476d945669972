"""Nobody reaches the comments of another document, or speaks, resolves and deletes in another's name."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from editor.comments.models import Comment, Thread
from editor.comments.placing import FURTHEST
from editor.guests import author
from editor.models import Document
from editor.roles import Role

from ..library.people import as_guest, guest, write

pytestmark = pytest.mark.django_db(transaction=True)

EVERYTHING = [{"text": "forged"}, {"resolve": "1"}, {"reopen": "1"}, {"remove": ""}]
FORGED = {"person": author("ada"), "name": "Ada", "made_at": "2026-01-01", "thread": "1", "guest": "ada"}


@pytest.fixture
def eve() -> Client:
    return guest("eve")


def discussed(room: str) -> Comment:
    """One of Ada's, in a document in which Eve may comment."""
    document = write("Plans", by=as_guest("ada"), room=room)
    Document.objects.update(open_as=Role.COMMENTER)
    thread = document.threads.create(revision=1, place=["1", 0, 5], quote="Plans")
    return thread.comments.create(person=author("ada"), name="Ada", text="secret")


def stored() -> list[Any]:
    columns = ("name", "person", "text", "thread", "thread__document", "thread__resolved_at", "made_at")
    return [*Comment.objects.order_by("pk").values_list(*columns)]


def alike(answer: Any) -> tuple[int, str]:
    """What it says, whatever was asked for."""
    content = re.sub(r'(csrfmiddlewaretoken" value|next)="[^"]*"', "", answer.content.decode())
    return answer.status_code, re.sub(r"/document/\w+/[\w/?=]*", "", content)


@pytest.mark.parametrize("sent", EVERYTHING, ids=" ".join)
def test_a_thread_of_another_document_is_none_of_this_one(eve: Client, sent: dict[str, str]) -> None:
    secret, _ = discussed("secret"), discussed("room")
    Document.objects.filter(room="secret").update(open_to=Document.Audience.NAMED)
    before = stored()
    fields = {name: value or str(secret.pk) for name, value in sent.items()}
    assert eve.post(f"/document/room/comments/{secret.thread_id}", fields).status_code == 404
    assert stored() == before


@pytest.mark.parametrize("sent", EVERYTHING, ids=" ".join)
def test_there_are_no_threads_where_nobody_has_written(eve: Client, sent: dict[str, str]) -> None:
    secret = discussed("secret")
    fields = {name: value or str(secret.pk) for name, value in sent.items()}
    assert eve.post(f"/document/unwritten/comments/{secret.thread_id}", fields).status_code == 404
    assert not Document.objects.filter(room="unwritten").exists()


def test_nor_is_its_first_comment_shown(eve: Client) -> None:
    secret, own = discussed("secret"), discussed("room")
    address = "/document/room/comments"
    assert b"secret" in eve.get(address, {"answer": own.thread_id}).content
    found, missing = (eve.get(address, {"answer": number}) for number in (secret.thread_id, 999_999))
    assert alike(found) == alike(missing)
    assert found.status_code == 404


def test_a_comment_is_removed_out_of_its_own_thread_alone(eve: Client) -> None:
    """Eve has begun a thread of her own, in which she may remove what she has said."""
    other = discussed("room")
    eve.post("/document/room/comments", {"text": "mine"})
    mine = Thread.objects.latest("pk")
    for comment in (other.pk, 999_999, "9" * 400, "-1", "x", "٣"):
        assert eve.post(f"/document/room/comments/{mine.pk}", {"remove": comment}).status_code == 404
    assert eve.post(f"/document/room/comments/{other.thread_id}", {"remove": other.pk}).status_code == 403
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("sent", EVERYTHING, ids=" ".join)
@pytest.mark.parametrize("open_as", [None, Role.VIEWER], ids=["nobody", "viewer"])
def test_nobody_learns_what_is_discussed(
    eve: Client, settings: Settings, open_as: Role | None, sent: dict[str, str]
) -> None:
    """Which numbers there are, and whether there is such a document at all."""
    settings.LONGHAND_OPEN_BY_NAME = False
    comment = discussed("room")
    audience = Document.Audience.EVERYONE if open_as else Document.Audience.NAMED
    Document.objects.update(open_to=audience, open_as=open_as or Role.EDITOR)
    fields = {name: value or str(comment.pk) for name, value in sent.items()}
    places = [("room", comment.thread_id), ("room", 999_999), *([] if open_as else [("never", 1)])]
    answers = {alike(eve.post(f"/document/{room}/comments/{thread}", fields)) for room, thread in places}
    answers |= {alike(eve.post(f"/document/{room}/comments", {"text": "x"})) for room, _ in places}
    assert [status for status, _ in answers] == [403 if open_as else 404]
    pages = {alike(eve.get(f"/document/{room}/comments", {"answer": thread})) for room, thread in places}
    assert [status for status, _ in pages] == [403 if open_as else 404]
    assert Comment.objects.count() == 1


def test_nobody_has_all_that_ever_happened_read(eve: Client) -> None:
    """By a place of the beginning, in a document with a long history."""
    discussed("room")
    for revision, is_known in ((FURTHEST, True), (FURTHEST + 1, False)):
        Document.objects.update(revision=revision)
        asked = eve.get("/document/room/comments", {"caret": '["1", 0, 5]', "base": "0"})
        assert (b"About <q" in asked.content) is is_known
        said = eve.post("/document/room/comments", {"text": "x", "place": '["1", 0, 5]', "at": "0"})
        assert said.status_code == (302 if is_known else 422)


def test_nobody_speaks_in_anothers_name(eve: Client) -> None:
    discussed("room")
    eve.post("/document/room/comments", {"text": "I give up", **FORGED})
    eve.post(f"/document/room/comments/{Thread.objects.earliest('pk').pk}", {"text": "Me too", **FORGED})
    assert {*Comment.objects.exclude(text="secret").values_list("person", flat=True)} == {author("eve")}
    assert Comment.objects.filter(name="Ada").count() == 1


def test_the_key_of_a_person_does_not_make_one_that_person() -> None:
    comment = discussed("room")
    for claimed in (guest(author("ada")), guest(""), Client()):
        answer = claimed.post(f"/document/room/comments/{comment.thread_id}", {"remove": comment.pk})
        assert answer.status_code == 403
    assert Comment.objects.exists()
