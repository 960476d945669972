"""Who may do what to a thread, and what is left of it."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from editor.accounts.models import User
from editor.comments import changing
from editor.comments.changing import LONGEST, Refused
from editor.comments.models import Comment, Thread
from editor.merge import Insert
from editor.models import FIRST_BLOCK, Document
from editor.places import written
from editor.roles import Role
from editor.sharing.models import Grant

from ..access.shared import ROOM
from .conftest import with_role
from .shared import Someone, at, edit, said

pytestmark = pytest.mark.django_db

Does = Callable[..., object]  # with a person and a thread, at an address of some room
WAYS: dict[str, Does] = {
    "begin": lambda person, thread: person.begins(),
    "answer": lambda person, thread, room=ROOM: person.answers(thread, room=room),
    "resolve": lambda person, thread, room=ROOM: person.resolves(thread, room=room),
    "open again": lambda person, thread, room=ROOM: person.resolves(thread, resolved=False, room=room),
    "remove": lambda person, thread, room=ROOM: person.removes(thread, room=room),
}
any_way = pytest.mark.parametrize("does", WAYS.values(), ids=WAYS)


@pytest.fixture
def thread(carl: Someone) -> Thread:
    return carl.begins("Well?")


def number() -> int:
    """How often the comments have changed."""
    return Document.objects.get(room=ROOM).discussion


def state() -> list[object]:
    threads = Thread.objects.order_by("pk").values_list("pk", "resolved_at", "place", "revision")
    return [number(), *threads, *Comment.objects.order_by("pk").values_list("thread", "person", "text")]


def is_resolved(thread: Thread) -> bool:
    thread.refresh_from_db()
    return thread.resolved_at is not None


def test_a_thread_about_the_document(carl: Someone) -> None:
    thread = carl.begins("  Well?\n")
    assert (thread.place, thread.quote, thread.resolved_at) == (None, "", None)
    (comment,) = thread.comments.all()
    assert (comment.text, comment.person, comment.name) == ("Well?", carl.speaker.guest.key, carl.speaker.guest.name)


def test_a_thread_about_a_place_of_earlier(ada: Someone, document: Document) -> None:
    now = edit(Insert("two", 0, "## "))
    thread = ada.begins(place=at("two", 1, 3), base=document.revision)
    assert (thread.place, thread.revision, thread.quote) == (written(at("two", 4, 6)), now.revision, "wo")


def test_who_may_not_see_the_source_comments_on_whole_blocks(carl: Someone) -> None:
    edit(Insert("two", 3, " [shown](https://longhand.test/hidden) words"))
    thread = carl.begins(place=at("two", 13, 30))
    assert thread.quote == "two shown words"
    assert carl.begins(place=at(FIRST_BLOCK, 2, 10, "two")).quote == "one two shown words"


@any_way
@pytest.mark.parametrize("role", [None, Role.VIEWER], ids=str)
def test_who_may_not_comment_changes_nothing(
    document: Document, thread: Thread, carl: Someone, does: Does, role: Role | None
) -> None:
    """Although they have let Carl begin it: what he is now counts, whatever the page was for."""
    Grant.objects.filter(user=carl.user).delete()
    if role:
        Grant.objects.create(document=document, user=carl.user, role=role)
    before = state()
    with pytest.raises(PermissionDenied):
        does(carl, thread)
    assert state() == before


@any_way
def test_nobody_comments_in_what_is_locked_nor_in_what_is_thrown_away(
    thread: Thread, olga: Someone, does: Does
) -> None:
    before = state()
    for fields in ({"is_locked": True}, {"is_locked": False, "trashed_at": "2026-01-01T00:00Z"}):
        Document.objects.update(**fields)
        with pytest.raises(PermissionDenied):
            does(olga, thread)
    assert state() == before


@any_way
def test_nor_who_is_shut_out(thread: Thread, olga: Someone, does: Does) -> None:
    before = state()
    User.objects.update(is_active=False)
    with pytest.raises(PermissionDenied):
        does(olga, thread)
    assert state() == before


@any_way
def test_whatever_is_done_counts(thread: Thread, olga: Someone, does: Does) -> None:
    before = number()
    does(olga, thread)
    assert number() == before + 1


def test_an_answer_opens_it_again(thread: Thread, ada: Someone, carl: Someone) -> None:
    ada.resolves(thread)
    assert is_resolved(thread)
    carl.answers(thread, "Not yet")
    assert not is_resolved(thread)
    assert said(thread) == ["Well?", "Not yet"]


def test_who_may_resolve(document: Document, thread: Thread, olga: Someone, ada: Someone, carl: Someone) -> None:
    for person in (olga, ada, carl):
        person.resolves(thread)
        assert is_resolved(thread)
        person.resolves(thread, resolved=False)
        assert not is_resolved(thread)
    clara = with_role(document, "clara", Role.COMMENTER)
    clara.answers(thread)
    for resolved in (True, False):
        with pytest.raises(PermissionDenied):
            clara.resolves(thread, resolved=resolved)


def test_who_may_remove(thread: Thread, olga: Someone, ada: Someone, carl: Someone) -> None:
    ada.answers(thread, "Ada's")
    with pytest.raises(PermissionDenied):
        ada.removes(thread, 0)
    with pytest.raises(PermissionDenied):
        carl.removes(thread, 1)
    ada.removes(thread, 1)
    assert said(thread) == ["Well?"]
    carl.answers(thread, "Carl's")
    carl.removes(thread, 1)
    olga.removes(thread, 0)
    assert not Thread.objects.exists()


def test_a_thread_goes_with_its_last_comment(thread: Thread, carl: Someone) -> None:
    carl.answers(thread)
    other = carl.begins()
    carl.removes(thread, 0)
    assert said(thread) == ["Well!"]
    carl.removes(thread, 0)
    assert list(Thread.objects.all()) == [other]


@pytest.mark.parametrize("does", [*WAYS.values()][1:], ids=[*WAYS][1:])
def test_nothing_is_done_by_another_documents_address(thread: Thread, olga: Someone, does: Does) -> None:
    edit(Insert(FIRST_BLOCK, 0, "other"), room="other")
    Document.objects.filter(room="other").update(owner=olga.user)
    before = state()
    with pytest.raises(Http404):
        does(olga, thread, room="other")
    assert state() == before


def test_nothing_is_removed_by_another_threads_address(thread: Thread, olga: Someone, carl: Someone) -> None:
    other = carl.begins("Other")
    with pytest.raises(Http404):
        changing.remove(ROOM, other.pk, thread.comments.get().pk, olga.speaker)
    assert (said(thread), said(other)) == (["Well?"], ["Other"])


def test_nothing_is_said_in_a_name_that_nobody_uses(carl: Someone) -> None:
    with pytest.raises(Refused, match="Nothing is written here yet"):
        changing.begin("unused", carl.speaker, None, 0, "Well?")
    assert not Document.objects.filter(room="unused").exists()


@pytest.mark.parametrize("text", ["", " \n\t ", "\0", "\0 \ud800"])
def test_a_comment_says_something(thread: Thread, carl: Someone, text: str) -> None:
    for way in (carl.begins, lambda text: carl.answers(thread, text)):
        with pytest.raises(Refused, match="nothing in it"):
            way(text)
    assert (number(), said(thread)) == (1, ["Well?"])
    assert Thread.objects.count() == 1


def test_a_comment_has_five_thousand_characters_at_most(thread: Thread, carl: Someone) -> None:
    lines = "y\r\n" * (LONGEST // 2 - 1) + "yy"  # as forms are sent
    carl.answers(thread, lines)
    assert said(thread)[1] == lines.replace("\r", "")
    assert len(said(thread)[1]) == LONGEST == 5_000
    with pytest.raises(Refused, match="5,000 characters; this one has 5,001"):
        carl.answers(thread, lines + "y")
    assert len(said(thread)) == 2


def test_what_no_text_can_hold_is_left_out(carl: Someone) -> None:
    assert said(carl.begins("W\0ell\r\nthen?")) == ["Well\nthen?"]


def test_there_are_so_many_open_threads(thread: Thread, carl: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "MOST_OPEN", 2)
    other = carl.begins()
    with pytest.raises(Refused, match="2 open comments already"):
        carl.begins()
    carl.resolves(other)
    carl.begins()
    for opens in (carl.answers, lambda thread: carl.resolves(thread, resolved=False)):
        with pytest.raises(Refused, match="2 open comments already"):
            opens(other)
    assert is_resolved(other)
    carl.answers(thread)


def test_a_thread_has_so_many_answers(thread: Thread, carl: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "MOST_ANSWERS", 2)
    carl.answers(thread)
    carl.answers(thread)
    with pytest.raises(Refused, match="as many answers as it can have"):
        carl.answers(thread)
    assert len(said(thread)) == 3


def test_a_place_that_is_gone(ada: Someone) -> None:
    with pytest.raises(Refused, match="not in the document any more"):
        ada.begins(place=at("gone", 0, 0))
    assert (Thread.objects.count(), number()) == (0, 0)


def test_they_go_with_the_document(thread: Thread, document: Document) -> None:
    document.delete()
    assert not Thread.objects.exists()
    assert not Comment.objects.exists()
