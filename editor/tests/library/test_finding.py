"""Finding documents by what they say. All of it holds with both databases: see test_postgresql.py."""

import html
import re
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from editor.library import index, trash
from editor.library.finding import Found, search
from editor.library.models import Indexed
from editor.models import FIRST_BLOCK, Block, Document
from editor.roles import Role
from editor.sharing.models import Grant
from editor.visitors import Visitor

from .people import as_guest, as_visitor, many, user, write

pytestmark = pytest.mark.django_db

ADA, BORIS = as_guest("ada"), as_guest("boris")


def found(text: str, visitor: Visitor = ADA) -> list[Found]:
    page, _ = search(visitor, text, "1")
    return list(page.object_list)


def rooms(text: str, visitor: Visitor = ADA) -> set[str]:
    return {each.document.room for each in found(text, visitor)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("mill", {"mill", "stone"}),
        ("MILL", {"mill", "stone"}),
        ("the mill", {"mill", "stone"}),
        ("wheel turns", {"mill"}),
        ('"wheel turns"', set()),
        ('"the wheel"', {"mill"}),
        ('"mill"', {"mill"}),
        ("mill -wheel", {"stone"}),
        ('mill -"the wheel"', {"stone"}),
        ("-wheel", set()),
        ("cafe", {"cafe"}),
        ("café", {"cafe"}),
        ("CAFÉ cre", {"cafe"}),
        ("brulee", {"cafe"}),
        ("议", {"zh"}),
        ("会议", {"zh"}),
        ("议会", set()),
        ("हिन्दी", {"hi"}),
        ("دوم", {"ar"}),
        ("foo_bar", {"code"}),
        ("foo", {"code"}),
        ("bar.baz", {"code"}),
        ("example.org", {"code"}),
        ("user@mail", {"code"}),
        ("1e5", {"code"}),
        ("nothing", set()),
        ("ill", set()),
        ("", set()),
    ],
)
def test_words_find_what_begins_with_them_and_quotes_what_is_there(query: str, expected: set[str]) -> None:
    for room, title, text in (
        ("mill", "The mill", "It turns the **wh**eel."),
        ("stone", "Stones", "the millstone"),
        ("cafe", "Café", "Crème bru\u0302le\u0301e"),
        ("zh", "会议记录", "春天"),
        ("hi", "हिन्दी में", "पाठ"),
        ("ar", "بند دوم", "متن"),
        ("code", "Code", "`foo_bar.baz` at https://www.example.org/page by user@mail.example, 1e5 times"),
    ):
        write(title, by=ADA, room=room, text=f"# {title}\n\n{text}")
    assert rooms(query) == expected


@pytest.mark.parametrize(
    "query",
    [
        *('"', "'", '""', '"a', "*", "a*", "-", "--", '-"', "AND", "a AND", "NOT NEAR(a b)", "a OR", "title:a", "{a}"),
        *("(a", "a)", "^a", "a:*", "a & | !b", "<->", "\\", "\\'", "%", "%s", "{documents}", "\0", "\ud800", "a\0b"),
        *("😀", "²", "½", "ᄀ", "\u0301", "ﬁ", "1.5e-3", "a/b", "a.b@c", "<b>", "&lt;"),
        *("a" * 300, "a " * 150, '"' * 300, "-a " * 100),
    ],
)
def test_whatever_is_typed_is_a_query(query: str) -> None:
    write("a b c", by=ADA)
    found(query)


class TestAnything(TestCase):
    @given(st.text(max_size=40))
    def test_no_text_is_a_mistake(self, query: str) -> None:
        write(query.replace("\0", "").encode(errors="ignore").decode()[:200], by=ADA)
        for each in found(query):
            assert each.title


def test_one_finds_what_is_ones_own_or_shared_and_not_in_the_trash() -> None:
    ada, boris = as_visitor(user("Ada")), as_visitor(user("Boris"))
    write("The mill", by=ada, room="own")
    Grant.objects.create(document=write("The mill", by=boris, room="given"), user_id=ada.user, role=Role.VIEWER)
    write("The mill", by=boris, room="others")  # which is open to everyone who knows where it is
    trash.throw_away(write("The mill", by=ada, room="thrown"))
    assert rooms("mill", ada) == {"own", "given"}
    assert rooms("mill", boris) == {"given", "others"}
    assert rooms("mill", BORIS) == set()


def test_a_title_counts_more_than_a_text() -> None:
    write("One", by=ADA, room="text", text="mill and mill")
    write("The mill", by=ADA, room="title", text="nothing")
    write("Two", by=ADA, room="text-too", text="mill and mill")
    assert found("mill")[0].document.room == "title"


def test_what_has_changed_is_found_as_it_is_now() -> None:
    document = write("The mill", by=ADA)
    assert rooms("mill")
    Block.objects.update(text="wheel")
    Document.objects.update(title="Wheel", revision=2)
    assert not rooms("mill")
    assert rooms("wheel") == {document.room}
    with CaptureQueriesContext(connection) as asked:
        rooms("wheel")
    assert len(asked) == 4, "what is known is not read again"


def test_what_is_gone_is_not_found(capsys: pytest.CaptureFixture[str]) -> None:
    document = write("The mill", by=ADA)
    assert rooms("mill")
    document.delete()
    assert not rooms("mill")
    assert not Indexed.objects.exists()
    call_command("index_documents")
    assert capsys.readouterr().out == "Indexed: 0 documents.\n"


def test_a_search_takes_time_for_some_and_the_next_ones_for_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_DOCUMENTS", 2)
    for number in range(5):
        write(f"Mill {number}", by=ADA)
    for expected, is_complete in ((2, False), (4, False), (5, True)):
        page, complete = search(ADA, "mill", "1")
        assert (page.paginator.count, complete) == (expected, is_complete)


def test_long_documents_are_looked_at_one_at_a_time_and_at_their_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_OF_ONE", 100)
    monkeypatch.setattr(index, "MOST_AT_ONCE", 150)
    for room in ("one", "two"):
        document = write("Long", by=ADA, room=room, text="first " * 16 + "x" * 200)
        Block.objects.create(document=document, key="2", position=1, text="last")
        Document.objects.filter(pk=document.pk).update(size=10_000)
    assert rooms("first") == {"two"}
    assert rooms("first") == {"one", "two"}
    assert rooms("last") == set()
    assert all(len(text) == 100 for text in Indexed.objects.values_list("text", flat=True))


def test_any_text_has_room_in_the_index(random: Random) -> None:
    """Words of which none is like another are the most that a database has to keep."""
    letters = [chr(code) for code in range(0x10400, 0x10450)]
    text = " ".join("".join(random.choices(letters, k=3)) for _ in range(60_000))
    write("Long", by=ADA, room="long", text=text)
    Document.objects.update(size=len(text))
    assert rooms(text.split()[0]) == {"long"}


def test_the_command_looks_at_all(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_DOCUMENTS", 2)
    many(5, by=ADA)
    call_command("index_documents")
    assert capsys.readouterr().out == "Indexed: 5 documents.\n"
    assert search(ADA, "x", "1")[1]


def test_a_snippet_is_around_the_first_match_and_has_marks() -> None:
    write("The <b>Mill</b>", by=ADA, text=f"{'before ' * 40}the old **Mill**stone & <i>mill</i> {'behind ' * 40}")
    (only,) = found("mill")
    assert only.title == "The &lt;b&gt;<mark>Mill</mark>&lt;/b&gt;"
    assert "<mark>Millstone</mark> &amp; &lt;i&gt;<mark>mill</mark>&lt;/i&gt; behind" in only.snippet
    assert only.snippet.startswith("…before")
    assert only.snippet.endswith("behind…")
    assert len(html.unescape(re.sub("<.*?>", "", only.snippet))) < 250


def test_marks_are_where_accents_and_other_scripts_are() -> None:
    write("Crème brûlée 会议记录", by=ADA, text="x")
    assert found("brulee")[0].title == "Crème <mark>brûlée</mark> 会议记录"
    assert found("议记")[0].title == "Crème brûlée 会<mark>议记</mark>录"


def test_what_is_found_by_its_title_shows_how_the_text_begins() -> None:
    document = write("Mill", by=ADA)
    Block.objects.create(document=document, key="2", position=1, text="The *beginning*")
    assert found("mill")[0].snippet == "The beginning"


def test_what_is_found_comes_in_pages_and_asks_the_same_of_them() -> None:
    documents = many(120, by=ADA)
    Document.objects.filter(pk__in=[each.pk for each in documents]).update(title="Mill")
    Block.objects.bulk_create(Block(document=each, key=FIRST_BLOCK, position=0, text="Mill") for each in documents)
    call_command("index_documents")
    seen = set()
    for number in ("1", "2", "3"):
        with CaptureQueriesContext(connection) as asked:
            page, _ = search(ADA, "mill", number)
        assert len(asked) == 4
        seen |= {each.document.pk for each in page.object_list}
    assert len(seen) == 120
