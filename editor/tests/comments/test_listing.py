"""What is shown of the comments, in which order, and where each of them is."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editor.comments.listing import MOST_RESOLVED, Discussion, Shown
from editor.comments.models import Thread
from editor.edits import FURTHEST
from editor.guests import made_up
from editor.merge import Delete, Insert, Join, Move
from editor.models import FIRST_BLOCK as B
from editor.models import Document
from editor.places import written

from ..access.shared import ROOM
from .shared import Someone, at, edit, type_more

pytestmark = pytest.mark.django_db


def order(shown: list[Shown]) -> list[str]:
    """What the threads begin with."""
    return [each.comments[0].comment.text for each in shown]


def test_a_name_that_nobody_uses(carl: Someone) -> None:
    assert carl.reads("unused") == Discussion("", "0.0", [], [])
    assert not Document.objects.filter(room="unused").exists()


def test_threads_are_in_the_order_of_the_text(ada: Someone, carl: Someone) -> None:
    ada.begins("three", at("three", 0, 2))
    ada.begins("wo", at("two", 1, 3))
    carl.begins("document")
    ada.begins("o", at("two", 2, 3))
    ada.begins("two", at("two", 0, 0))
    ada.begins("one", at(B, 0, 2, "three"))
    ada.begins("wo again", at("two", 1, 2))
    carl.begins("document again")
    texts = ["document", "document again", "one", "two", "wo", "wo again", "o", "three"]
    assert order(carl.reads().open) == texts
    edit(Move("three", None))
    assert order(carl.reads().open) == [*texts[:2], "three", *texts[2:-1]]


def test_those_of_blocks_that_are_not_there_come_last(ada: Someone) -> None:
    gone = ada.begins("gone", at(B, 0, 1))
    Thread.objects.filter(pk=gone.pk).update(place=["gone", 0, 1])
    ada.begins("three", at("three", 0, 2))
    assert order(ada.reads().open) == ["three", "gone"]


def test_a_place_goes_with_the_text_and_is_kept(ada: Someone) -> None:
    thread = ada.begins(place=at("two", 1, 3))
    now = edit(Join("two", B, 3), Insert(B, 0, "x"))
    (shown,) = ada.reads().open
    assert (shown.key, shown.place, shown.thread.quote) == (B, '["1", 6, 8]', "wo")
    thread.refresh_from_db()
    assert (thread.place, thread.revision) == (written(at(B, 6, 8)), now.revision)
    edit(Delete(B, 0, 8))
    (shown,) = ada.reads().open
    assert (shown.place, shown.thread.quote) == ('["1", 0, 0]', "wo")


def test_however_long_ago_it_was(ada: Someone) -> None:
    ada.begins("of before", at("two", 1, 3))
    type_more(FURTHEST + 1, "two")
    ada.begins("of now", at("two", 0, 1))
    places = {order([each])[0]: each.place for each in ada.reads().open}
    assert places == {"of before": f'["two", {FURTHEST + 2}, {FURTHEST + 4}]', "of now": '["two", 0, 1]'}


def test_a_resolved_one_goes_with_the_text_too(ada: Someone) -> None:
    ada.resolves(ada.begins(place=at("two", 1, 3)))
    edit(Join("two", B, 3))
    discussion = ada.reads()
    (shown,) = discussion.resolved
    assert (discussion.open, shown.place) == ([], '["1", 5, 7]')


def test_the_last_resolved_ones_are_shown(carl: Someone, document: Document) -> None:
    threads = [carl.begins(str(number)) for number in range(MOST_RESOLVED + 2)]
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    for number, thread in enumerate(threads[:-1]):
        Thread.objects.filter(pk=thread.pk).update(resolved_at=begin + timedelta(days=number))
    discussion = carl.reads()
    assert order(discussion.open) == [str(MOST_RESOLVED + 1)]
    assert order(discussion.resolved) == [str(number) for number in range(MOST_RESOLVED, 0, -1)]


def test_a_thread_is_in_the_order_of_its_answers(ada: Someone, carl: Someone) -> None:
    thread = carl.begins("Well?")
    ada.answers(thread, "Yes")
    carl.answers(thread, "Thanks")
    (shown,) = ada.reads().open
    assert [(each.comment.text, each.by.key, each.by.name) for each in shown.comments] == [
        ("Well?", carl.speaker.guest.key, made_up(carl.speaker.guest.key)),
        ("Yes", ada.speaker.guest.key, made_up(ada.speaker.guest.key)),
        ("Thanks", carl.speaker.guest.key, made_up(carl.speaker.guest.key)),
    ]


def test_what_one_may_do(olga: Someone, ada: Someone, carl: Someone) -> None:
    """Three threads, begun by each of them and answered by Carl."""
    for person in (olga, ada, carl):
        carl.answers(person.begins())
    may = {
        person: [(each.may_resolve, *(said.may_remove for said in each.comments)) for each in person.reads().open]
        for person in (olga, ada, carl)
    }
    assert may[olga] == [(True, True, True)] * 3
    assert may[ada] == [(True, False, False), (True, True, False), (True, False, False)]
    assert may[carl] == [(False, False, True), (False, False, True), (True, True, True)]


def test_the_version_is_another_one_after_every_change(ada: Someone) -> None:
    versions = [ada.reads().version]

    def is_another() -> bool:
        versions.append(ada.reads().version)
        return len({*versions}) == len(versions)

    thread = ada.begins(place=at("two", 0, 1))
    assert is_another()
    ada.answers(thread)
    assert is_another()
    ada.resolves(thread)
    assert is_another()
    edit(Insert("two", 0, "x"))
    assert is_another()
    ada.removes(thread)
    assert is_another()
    assert ada.reads().version == versions[-1]


def test_many_threads_cost_no_more_queries_than_one(ada: Someone) -> None:
    def queries() -> int:
        edit(Insert("two", 0, "x"))
        with CaptureQueriesContext(connection) as captured:
            ada.reads()
        return len(captured)

    ada.answers(ada.begins(place=at("two", 0, 1)))
    few = queries()
    for _ in range(20):
        ada.answers(ada.begins(place=at("two", 0, 1)))
    assert queries() == few


def test_a_thread_that_is_removed_while_it_is_read(carl: Someone, document: Document) -> None:
    document.threads.create(revision=1)
    assert carl.reads().open == []


def test_nothing_of_another_document(ada: Someone) -> None:
    ada.begins()
    edit(Insert(B, 0, "other"), room="other")
    assert ada.reads("other").open == []
    assert order(ada.reads(ROOM).open) == ["Well?"]
