"""What the pages and panels of comments show, and to whom."""

import pytest
from django.test import Client

from editor.comments.models import Comment, Thread
from editor.merge import Delete, Insert
from editor.models import FIRST_BLOCK as B

from ..access.shared import ROOM
from ..elements import parse
from .shared import Someone, all_of, at, edit, fields, shown

pytestmark = pytest.mark.django_db
HOSTILE = """<script>alert(1)</script>"'><img src=x onerror=alert(1)>{{ 7 }}"""


def test_a_viewer_sees_nothing_of_them(ada: Someone, vera: Someone) -> None:
    page = vera.opens(what="").text
    ada.begins("secret")
    assert without_tokens(vera.opens(what="").text) == without_tokens(page)
    assert not {"comments", "comment-number", "commenting", "threads"} & {each.id for each in parse(page).all()}


def without_tokens(page: str) -> str:
    return "\n".join(line for line in page.split("\n") if "csrf" not in line)


def test_who_may_comment_is_shown_how_many_are_open(olga: Someone, ada: Someone, carl: Someone) -> None:
    def numbers() -> list[str]:
        return [parse(person.opens(what="").text).one(id="comment-number").text() for person in (olga, ada, carl)]

    assert numbers() == ["", "", ""]
    thread = carl.begins()
    carl.begins()
    assert numbers() == ["2", "2", "2"]
    ada.resolves(thread)
    assert numbers() == ["1", "1", "1"]


@pytest.mark.parametrize("asked", ["", "?since=0", "?places", "?closed", "?block=1", "?answer=1"])
def test_nor_is_one_told_who_asks(carl: Someone, vera: Someone, asked: str) -> None:
    carl.begins()
    for panel in ("", "comments", "threads"):
        assert vera.opens(asked, panel=panel).status_code == 403
    assert Client().get(f"/document/{ROOM}/comments{asked}").status_code == 404


def test_a_page_for_who_has_no_scripts(carl: Someone, ada: Someone) -> None:
    ada.begins("Of two", at("two", 1, 3))
    ada.resolves(carl.begins("Of the document"))
    answer = carl.opens()
    page = parse(answer.text)
    assert page.one("h1").text() == "Comments"
    assert shown(answer) == ["Of two", "Of the document"]
    (quote,) = all_of(page, "a", "quote")
    assert (quote.text(), quote.attributes["href"]) == ("wo", "./#b-two")
    assert page.one("details", cls="resolved").one("div", cls="said").text() == "Of the document"
    assert fields(page) == {"text": ""}
    assert page.one("form", cls="draft").attributes["action"] == f"/document/{ROOM}/comments"
    assert not any(each.id == "remarks" for each in page.all())


def test_a_panel_and_the_list_of_it(ada: Someone) -> None:
    ada.begins("Of two", at("two", 1, 3))
    panel, threads = (parse(ada.opens(panel=panel).text) for panel in ("comments", "threads"))
    assert panel.one("h2").text() == "Comments"
    assert not all_of(panel, "form", "draft"), "one asks for it"
    assert panel.one(id="threads").elements[0].id == threads.elements[0].id == "remarks"
    assert not any(each.id == "threads" or each.tag in ("h1", "h2", "html") for each in threads.all())
    for part in (panel, threads):
        (remark,) = part.one(id="remarks").elements
        assert (remark.id, remark.attributes["data-place"]) == (f"remark-{Thread.objects.get().pk}", '["two", 1, 3]')


def test_where_there_is_no_source_no_place_is_marked(ada: Someone, carl: Someone) -> None:
    ada.begins("Of two", at("two", 1, 3))
    answer = carl.opens(panel="threads")
    assert shown(answer) == ["Of two"]
    assert not any(each.id == "remarks" for each in parse(answer.text).all())


def test_a_panel_that_is_closed_marks_nothing(ada: Someone) -> None:
    ada.begins("Of two", at("two", 1, 3))
    threads, remarks = parse(ada.opens("?closed", panel="comments").text.strip()).elements
    assert (threads.id, [each.tag for each in threads.elements]) == ("threads", ["input"])
    assert (remarks.id, remarks.elements) == ("remarks", [])


def test_what_is_not_new_is_not_sent(ada: Someone, carl: Someone) -> None:
    def since(panel: str = "threads") -> str:
        (since,) = (
            each for each in all_of(parse(carl.opens(panel=panel).text), "input") if each.attributes["name"] == "since"
        )
        return f"?since={since.attributes['value']}"

    known = since()
    assert carl.opens(known, panel="threads").status_code == 204
    ada.begins("New")
    assert shown(carl.opens(known, panel="threads")) == ["New"]
    known = since("comments")
    assert carl.opens(known, panel="threads").status_code == 204
    edit(Insert(B, 0, "x"))
    assert carl.opens(known, panel="threads").status_code == 204, "what is said is the same"
    assert carl.opens("?since=0", panel="threads", room="unused").status_code == 204


def test_about_the_whole_document_instead(ada: Someone) -> None:
    (instead,) = all_of(parse(ada.opens("?block=two", panel="comments").text).one("form", cls="draft"), "a")
    page = parse(ada.opens((instead.attributes["href"] or "").removeprefix("comments"), panel="comments").text)
    assert fields(page) == {"text": ""}
    assert "About the document as a whole" in page.one("form", cls="draft").text()


def test_the_marks_by_themselves(ada: Someone) -> None:
    thread = ada.begins("Of two", at("two", 1, 3))
    edit(Insert("two", 0, "x"))
    (mark,) = parse(ada.opens("?places", panel="remarks").text.strip()).elements
    assert (mark.id, mark.attributes["data-place"]) == (f"remark-{thread.pk}", '["two", 2, 4]')
    ada.resolves(thread)
    assert not ada.opens("?places", panel="remarks").text.strip()


@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods(carl: Someone, method: str) -> None:
    browser = Client()
    browser.force_login(carl.user)
    assert getattr(browser, method)(f"/document/{ROOM}/comments").status_code == 405
    assert browser.get(f"/document/{ROOM}/comments/1").status_code == 405


def test_it_is_shown_as_it_was_written(ada: Someone, carl: Someone) -> None:
    edit(Delete("two", 0, 3), Insert("two", 0, HOSTILE))
    edit(Insert(B, 0, HOSTILE))
    thread = ada.begins(HOSTILE, at("two", 0, len(HOSTILE)))
    Comment.objects.update(name=HOSTILE[:40])
    for answer in (
        carl.opens(),
        carl.opens(panel="comments"),
        ada.opens(panel="threads"),
        carl.opens(f"?answer={thread.pk}"),
        carl.opens("?block=two"),
        carl.sends(place='["gone", 0, 0]', text=HOSTILE),
    ):
        page = parse(answer.text)
        assert not [each for each in page.all() if "onerror" in each.attributes]
        assert not [each for each in all_of(page, "script") if each.text()]
        assert shown(answer) == [HOSTILE]
        assert all_of(page, "a", "quote")[0].text() == HOSTILE
        assert page.one("article").one("bdi").text() == HOSTILE[:40]
    assert fields(page)["text"] == HOSTILE


def test_addresses_become_links_and_nothing_else_does(carl: Someone) -> None:
    carl.begins(
        "See https://longhand.test/a?b=1&c=2, javascript:alert(1) data:text/html,x\n"
        "[x](/m) **bold** <a href='https://longhand.test/t'>"
    )
    (text,) = all_of(parse(carl.opens().text), "div", "said")
    links = all_of(text, "a")
    assert [each.attributes for each in links] == [
        {"href": f"https://longhand.test/{path}", "rel": "nofollow"} for path in ("a?b=1&c=2", "t")
    ]
    assert {each.tag for each in text.all()} == {"a", "br"}
    assert "**bold**" in text.text()
