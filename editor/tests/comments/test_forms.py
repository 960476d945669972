"""What is sent by the forms of comments, with scripts and without, and what is in them again when it is refused."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from editor import limits
from editor.comments import changing, views
from editor.comments.changing import LONGEST
from editor.comments.models import Comment, Thread
from editor.limits import Rate
from editor.merge import Insert
from editor.models import FIRST_BLOCK as B
from editor.models import Document
from editor.sharing.models import Grant

from ..access.shared import ROOM
from ..elements import parse
from .shared import Someone, all_of, comments, edit, error, fields, said, shown

pytestmark = pytest.mark.django_db


def stored() -> int:
    return Comment.objects.count()


def test_a_role_that_is_taken_away_meanwhile(carl: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    thread = carl.begins()
    monkeypatch.setattr(views, "_count", lambda request: Grant.objects.all().delete())
    for answers in (None, thread):
        Grant.objects.get_or_create(document=thread.document, user=carl.user, role=2)
        assert carl.sends(answers, text="late").status_code == 403
    assert stored() == 1


def test_a_form_of_another_site_is_not_taken(carl: Someone) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(carl.user)
    assert browser.post(f"/document/{ROOM}/comments", {"text": "Well?"}).status_code == 403
    assert stored() == 0


@pytest.mark.parametrize("panel", ["", "comments"])
def test_nothing_is_made_where_nothing_is_written(carl: Someone, panel: str) -> None:
    assert carl.opens(panel=panel, room="unused").status_code == 200
    answer = carl.sends(panel=panel, room="unused", text="Well?")
    assert answer.status_code == (200 if panel else 422)
    assert error(answer) == "Nothing is written here yet."
    assert fields(parse(answer.text)) == {"text": "Well?"}
    assert not Document.objects.filter(room="unused").exists()


@pytest.mark.parametrize("sent", [{"text": "Well!"}, {"resolve": "1"}, {"reopen": "1"}, {"remove": "1"}])
def test_nor_is_there_a_thread(carl: Someone, sent: dict[str, Any]) -> None:
    thread = carl.begins()
    assert carl.sends(thread, room="unused", **sent).status_code == 404
    assert stored() == 1


def test_without_scripts_the_page_comes_again(carl: Someone) -> None:
    answer = carl.sends(text="Well?")
    assert (answer.status_code, answer["Location"]) == (302, f"/document/{ROOM}/comments")
    thread = Thread.objects.get()
    for sent in ({"text": "Well!"}, {"resolve": "1"}, {"remove": comments(thread)[0][0]}):
        answer = carl.sends(thread, **sent)
        assert (answer.status_code, answer["Location"]) == (302, f"/document/{ROOM}/comments")


def test_with_scripts_the_part_comes_that_is_new(ada: Someone) -> None:
    panel = parse(ada.sends(panel="comments", text="Well?").text)
    assert panel.one(cls="new").text() == "New comment", "the form is closed"
    assert panel.one("div", cls="said").text() == "Well?"
    thread = Thread.objects.get()
    assert shown(ada.sends(thread, panel="comments", text="Well!")) == ["Well?", "Well!"]
    answer = ada.sends(thread, panel="threads", remove=comments(thread)[0][0])
    assert shown(answer) == ["Well!"]
    assert not all_of(parse(answer.text), "h2")
    (button,) = (each for each in all_of(parse(answer.text), "button") if each.text() == "Resolve")
    answer = ada.sends(thread, panel="threads", **{button.attributes["name"] or "": "1"})
    (button,) = (each for each in all_of(parse(answer.text), "button") if each.text() == "Open again")
    assert "No open comments." in answer.text
    answer = ada.sends(thread, panel="threads", **{button.attributes["name"] or "": "1"})
    assert "No open comments." not in answer.text


def test_a_comment_on_a_block(carl: Someone) -> None:
    edit(Insert("two", 0, "## "))
    form = parse(carl.opens("?block=two", panel="comments").text)
    assert form.one(cls="about").text() == "About two"
    edit(Insert("two", 3, "x"))
    carl.sends(panel="comments", **fields(form) | {"text": "Well?"})
    thread = Thread.objects.get()
    assert (thread.quote, thread.place, said(thread)) == ("xtwo", ["two", 0, 7], ["Well?"])


def test_a_comment_on_what_is_selected(ada: Someone, document: Document) -> None:
    edit(Insert("two", 0, "x"))
    asked = f"?base={document.revision}&caret={json.dumps(['two', 1, 3])}"
    form = parse(ada.opens(asked, panel="comments").text)
    assert form.one(cls="about").text() == "About wo"
    ada.sends(panel="comments", **fields(form) | {"text": "Well?"})
    assert (Thread.objects.get().quote, Thread.objects.get().place) == ("wo", ["two", 2, 4])


def test_where_nothing_is_selected_one_only_reads_unless_one_asks(ada: Someone, document: Document) -> None:
    asked = f"?base={document.revision}&caret={json.dumps(['two', 1, 1])}"
    assert not all_of(parse(ada.opens(asked, panel="comments").text), "form", "draft")
    form = parse(ada.opens(asked + "&new", panel="comments").text)
    assert form.one(cls="about").text() == "About two"
    assert parse(ada.opens("?new", panel="comments").text).one(cls="about").text() == "About the document as a whole"


def test_nobody_reads_the_source_by_commenting_on_it(carl: Someone) -> None:
    now = edit(Insert("two", 3, " [shown](https://longhand.test/hidden)"))
    asked = f"?base={now.revision}&caret={json.dumps(['two', 12, 35])}"
    form = parse(carl.opens(asked, panel="comments").text)
    assert form.one(cls="about").text() == "About two shown"
    refused = carl.sends(place=json.dumps(["two", 12, 35]), at=now.revision, text="")
    assert parse(refused.text).one(cls="about").text() == "About two shown"


@pytest.mark.parametrize(
    "asked",
    [
        "caret=[&base=1",
        "caret=" + "[" * 5_000 + "&base=1",
        'caret=["two",0,2]',
        'caret=["two",0,2]&base=-1',
        'caret=["two",0,2]&base=%D9%A1',
        'caret=["two",-1,2]&base=1',
        'caret=["two",0,true]&base=1',
        'caret=["t%00",0,1]&base=1',
        'caret={"two":1}&base=1',
        "caret=&base=",
        "block=",
        "block=%00",
        "block=gone",
        "since=",
        "since=%00",
        "answer=",
        "answer=x",
        "answer=%C2%B2",
    ],
)
def test_what_cannot_be_asked_for_is_nothing(ada: Someone, asked: str) -> None:
    page = parse(ada.opens(f"?{asked}").text)
    assert page.one(cls="about").text() == "About the document as a whole"


@pytest.mark.parametrize(
    "sent",
    [
        {"place": '["gone", 0, 1]', "at": "1"},
        {"place": '["three", 0, 1, "two"]', "at": "2"},
    ],
)
@pytest.mark.parametrize("panel", ["", "comments"])
def test_what_a_comment_is_about_may_be_gone(ada: Someone, sent: dict[str, Any], panel: str) -> None:
    answer = ada.sends(panel=panel, text="Well?\nThen <b>", **sent)
    assert answer.status_code == (200 if panel else 422)
    assert error(answer) == "What this was about is not in the document any more."
    assert fields(parse(answer.text)) == {"text": "Well?\nThen <b>"}
    assert stored() == 0


@pytest.mark.parametrize("at", ["", "x", "-1", "١", "9" * 400])
def test_a_revision_that_is_none_is_that_of_the_beginning(ada: Someone, at: str) -> None:
    """Somebody made it up: what it is about is whatever it comes to, and nothing breaks."""
    assert ada.sends(place='["two", 0, 3]', at=at, text="Well?").status_code == 302
    assert Thread.objects.get().quote == "two"


@pytest.mark.parametrize("panel", ["", "comments"])
def test_a_comment_that_is_too_long_comes_back(ada: Someone, panel: str) -> None:
    text = "y" * (LONGEST + 1)
    thread = ada.begins()
    for answers, about in ((None, {"place": '["two", 0, 3]', "at": "2"}), (thread, {})):
        answer = ada.sends(answers, panel=panel, text=text, **about)
        assert answer.status_code == (200 if panel else 422)
        assert "5,001" in error(answer)
        assert fields(parse(answer.text)) == about | {"text": text}
    assert stored() == 1


def test_answering(carl: Someone, ada: Someone) -> None:
    thread = carl.begins("Well, what do you think?")
    page = parse(ada.opens(f"?answer={thread.pk}", panel="comments").text)
    form = page.one("form", cls="draft")
    assert "Well, what do you think?" in form.one(cls="about").text()
    assert form.attributes["action"] == form.attributes["hx-post"] == f"/document/{ROOM}/comments/{thread.pk}"
    assert form.one("button").text() == "Answer"


@pytest.mark.parametrize("sent", [{"text": "Well!"}, {"resolve": "1"}, {"reopen": "1"}, {"remove": "own"}])
def test_nothing_is_done_by_another_documents_address(ada: Someone, sent: dict[str, Any]) -> None:
    thread = ada.begins()
    edit(Insert(B, 0, "other"), room="other")
    if "remove" in sent:
        sent = {"remove": comments(thread)[0][0]}
    assert ada.sends(thread, room="other", **sent).status_code == 404
    assert ada.opens(f"?answer={thread.pk}", room="other").status_code == 404
    thread.refresh_from_db()
    assert (said(thread), thread.resolved_at) == (["Well?"], None)


@pytest.mark.parametrize("remove", ["", "x", "0", "-1", "²", "9" * 400])
def test_a_comment_that_is_none_is_not_removed(ada: Someone, remove: str) -> None:
    thread = ada.begins()
    assert ada.sends(thread, remove=remove).status_code == 404
    assert ada.sends(10**18 - 1, remove=comments(thread)[0][0]).status_code == 404
    assert stored() == 1


def test_what_one_may_not_do_has_no_button(ada: Someone, carl: Someone) -> None:
    thread = ada.begins()
    assert [each.text() for each in all_of(parse(carl.opens(panel="threads").text), "button")] == []
    assert carl.sends(thread, resolve="1").status_code == 403
    assert carl.sends(thread, remove=comments(thread)[0][0]).status_code == 403
    assert [each.text() for each in all_of(parse(ada.opens(panel="threads").text), "button")] == ["Delete", "Resolve"]


@pytest.fixture
def a_few(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr(limits, "COMMENTS", Rate("LONGHAND_MAX_COMMENTS", 3600))
    settings.LONGHAND_MAX_COMMENTS = 2


@pytest.mark.usefixtures("a_few")
def test_so_many_comments_may_be_made_in_an_hour(ada: Someone, carl: Someone) -> None:
    thread = carl.begins()
    carl.sends(text="One")
    carl.sends(thread, text="Two")
    for answers in (None, thread):
        answer = carl.sends(answers, text="Three")
        assert answer.status_code == 422
        assert re.search("You can go on in (30|31) minutes", error(answer))
        assert fields(parse(answer.text)) == {"text": "Three"}
    assert carl.sends(thread, resolve="1").status_code == 302
    assert ada.sends(text="Of another").status_code == 302
    assert stored() == 4


@pytest.mark.parametrize("panel", ["", "comments"])
def test_no_more_threads_and_answers_than_a_document_bears(
    ada: Someone, panel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changing, "MOST_OPEN", 1)
    monkeypatch.setattr(changing, "MOST_ANSWERS", 0)
    thread = ada.begins()
    for answers, reason in ((None, "1 open comments already"), (thread, "as many answers as it can have")):
        answer = ada.sends(answers, panel=panel, text="Another")
        assert answer.status_code == (200 if panel else 422)
        assert reason in error(answer)
        assert fields(parse(answer.text)) == {"text": "Another"}
    assert stored() == 1


def test_where_no_more_can_be_opened_again_the_panel_says_so(ada: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "MOST_OPEN", 1)
    thread = ada.begins()
    ada.resolves(thread)
    ada.begins()
    answer = ada.sends(thread, panel="threads", reopen="1")
    assert "1 open comments already" in error(answer)
    assert answer["HX-Retarget"] == "#comments"
