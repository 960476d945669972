"""What is shown of the comments, in which order, and where each of them is."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editor.comments.listing import MOST_RESOLVED, Discussion, Shown, places
from editor.comments.models import Thread
from editor.comments.placing import MOST_CARRIED
from editor.edits import FURTHEST
from editor.guests import made_up
from editor.merge import Delete, Insert, Join, Move
from editor.models import FIRST_BLOCK as B
from editor.models import Document

from ..access.shared import ROOM
from .shared import Someone, at, edit, type_more

pytestmark = pytest.mark.django_db


def order(shown: list[Shown]) -> list[str]:
    """What the threads begin with."""
    return [each.comments[0].comment.text for each in shown]


def test_a_name_that_nobody_uses(carl: Someone) -> None:
    assert carl.reads("unused") == Discussion("", 0, [], [])
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


def test_a_place_goes_with_the_text(ada: Someone) -> None:
    thread = ada.begins(place=at("two", 1, 3))
    edit(Join("two", B, 3), Insert(B, 0, "x"))
    discussion = ada.reads()
    (shown,) = discussion.open
    assert (shown.key, shown.thread.quote) == (B, "wo")
    assert discussion.places == places(ROOM) == [(thread.pk, '["1", 6, 8]')]
    edit(Delete(B, 0, 8))
    discussion = ada.reads()
    assert (discussion.places, discussion.open[0].thread.quote) == ([(thread.pk, '["1", 0, 0]')], "wo")


def test_after_many_changes_it_is_kept(ada: Someone) -> None:
    thread = ada.begins(place=at("two", 1, 3))
    for more, is_kept in ((MOST_CARRIED, False), (1, True)):
        type_more(more, "two")
        (_, place), *_ = places(ROOM)
        thread.refresh_from_db()
        assert (thread.revision == Document.objects.get().revision) is is_kept
    assert json.dumps(thread.place) == place == f'["two", {MOST_CARRIED + 2}, {MOST_CARRIED + 4}]'


def test_however_long_ago_it_was(ada: Someone) -> None:
    ada.begins("of before", at("two", 1, 3))
    type_more(FURTHEST + 1, "two")
    ada.begins("of now", at("two", 0, 1))
    shown = {order([each])[0]: each.thread.place for each in ada.reads().open}
    assert shown == {"of before": ["two", FURTHEST + 2, FURTHEST + 4], "of now": ["two", 0, 1]}


def test_a_resolved_one_goes_with_the_text_too(ada: Someone) -> None:
    ada.resolves(ada.begins(place=at("two", 1, 3)))
    edit(Join("two", B, 3))
    discussion = ada.reads()
    (shown,) = discussion.resolved
    assert (discussion.open, shown.thread.place) == ([], ["1", 5, 7])


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


def test_the_number_is_another_one_after_every_change_of_the_comments(ada: Someone) -> None:
    numbers = [ada.reads().number]

    def is_another() -> bool:
        numbers.append(ada.reads().number)
        return len({*numbers}) == len(numbers)

    thread = ada.begins(place=at("two", 0, 1))
    assert is_another()
    ada.answers(thread)
    assert is_another()
    ada.resolves(thread)
    assert is_another()
    ada.removes(thread)
    assert is_another()
    edit(Insert("two", 0, "x"))
    assert ada.reads().number == numbers[-1]


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
