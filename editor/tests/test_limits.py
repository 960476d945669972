"""How much one person may do, by every way in that is no socket, and that another one is not hindered by it."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from editor import limits
from editor.edit import Edit
from editor.limits import Rate, connection, in_words, whom
from editor.merge import Insert
from editor.models import FIRST_BLOCK, Document, File
from editor.visitors import Visitor

from .documents import accept, refuse, texts
from .elements import parse

ADA, BORIS = "a" * 12, "b" * 12
FORM = "abcdefghijklmnop0000"


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(limits, "monotonic", clock)
    return clock


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody has done anything yet."""
    for name, seconds in (("NEW_DOCUMENTS", 3600), ("UPLOADS", 3600), ("EDITS", 60)):
        monkeypatch.setattr(limits, name, Rate(f"LONGHAND_MAX_{name}", seconds))
    yield
    assert not limits._connections


@pytest.fixture
def browser(client: Client) -> Client:
    """One that has a session."""
    client.get("/document/any/")
    return client


def test_all_may_be_done_at_once_and_comes_back_evenly(clock: Clock, settings: Settings) -> None:
    settings.LONGHAND_MAX_UPLOADS = 4
    rate = Rate("LONGHAND_MAX_UPLOADS", 60)
    assert [rate.take(ADA) for _ in range(6)] == [0, 0, 0, 0, 15, 15]
    assert rate.take(BORIS) == 0
    clock.now += 14
    assert (rate.wait(ADA), rate.take(ADA)) == (1, 1)
    clock.now += 1
    assert [rate.wait(ADA), rate.take(ADA), rate.take(ADA)] == [0, 0, 15]
    clock.now += 1_000
    assert [rate.take(ADA) for _ in range(5)] == [0, 0, 0, 0, 15]


def test_what_is_waited_for_is_counted_and_what_is_not_is_not(clock: Clock, settings: Settings) -> None:
    settings.LONGHAND_MAX_EDITS = 1
    rate = Rate("LONGHAND_MAX_EDITS", 2)
    assert [rate.take(ADA, patience=5) for _ in range(5)] == [0, 2, 4, 6, 6]


def test_those_of_an_address_without_a_session_are_one_and_may_do_more(clock: Clock, settings: Settings) -> None:
    settings.LONGHAND_MAX_UPLOADS = 1
    strangers = whom({}, "192.0.2.1")
    assert whom({}, "192.0.2.1") == strangers != whom({}, "192.0.2.2")
    assert whom({"guest": "secret"}, "192.0.2.1") == whom({"guest": "secret"}, "192.0.2.2")
    rate = Rate("LONGHAND_MAX_UPLOADS", 60)
    assert [rate.take(strangers) > 0 for _ in range(11)] == [False] * 10 + [True]


def test_no_limit(settings: Settings) -> None:
    settings.LONGHAND_MAX_UPLOADS = settings.LONGHAND_MAX_CONNECTIONS_PER_PERSON = 0
    rate = Rate("LONGHAND_MAX_UPLOADS", 60)
    assert [rate.take(ADA) for _ in range(1_000)] == [0] * 1_000
    with connection(ADA) as one, connection(ADA) as another:
        assert one
        assert another


def test_who_has_done_nothing_lately_is_forgotten(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KNOWN", 10)
    rate = Rate("LONGHAND_MAX_UPLOADS", 60)
    for number in range(1_000):
        rate.take(str(number))
        clock.now += 60
        assert len(rate._used_up_to) <= 12


def test_connections_end(settings: Settings) -> None:
    settings.LONGHAND_MAX_CONNECTIONS_PER_PERSON = 1
    with connection(ADA) as welcome:
        assert welcome
        with connection(ADA) as another, connection(BORIS) as others:
            assert (another, others) == (False, True)
    with connection(ADA) as welcome:
        assert welcome


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.1, "a minute"), (59, "a minute"), (61, "2 minutes"), (3_599, "60 minutes")]
)
def test_how_long_to_wait(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


@pytest.mark.django_db(transaction=True)
def test_a_document_counts_when_it_is_begun(settings: Settings, client: Client, browser: Client) -> None:
    settings.LONGHAND_MAX_NEW_DOCUMENTS = 1
    who = whom(browser.session, "127.0.0.1")

    def edit(seq: int, base: int, who: str = who) -> Edit:
        return Edit("ada-0001", seq, base, [Insert(FIRST_BLOCK, 0, "x")], visitor=Visitor(counted_for=who))

    accept("one", edit(1, 0), edit(2, 1), edit(3, 2))
    assert refuse("two", edit(1, 0)) == "too-many"
    assert not Document.objects.filter(room="two").exists()
    accept("one", edit(4, 3))
    accept("two", edit(1, 0, BORIS))
    accept("two", edit(2, 1))
    told = browser.post("/document/new")
    assert told.status_code == 429
    assert "You can begin another one in 60 minutes." in parse(told.text).one(cls="error").text()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["form", "edits", "unsent"])
def test_whatever_way_a_document_is_begun(settings: Settings, browser: Client, way: str) -> None:
    settings.LONGHAND_MAX_NEW_DOCUMENTS = 1

    def begin(room: str) -> HttpResponse:
        edit = {"type": "edit", "seq": 1, "base": 0, "ops": [["ins", "1", 0, "a text"]]}
        left = {"client": "ada-0001", "seq": 1, "busy": True, "revision": 0, "sent": edit["ops"], "waiting": []}
        match way:
            case "form":
                fields = {"form": FORM, "revision": "0", "original": "", "text": "a text", "action": "save"}
                answer = browser.post(f"/document/{room}/block/1", fields)
            case "edits":
                address = f"/document/{room}/edits?client=ada-0001&since=0"
                answer = browser.post(address, edit, content_type="application/json")
            case _:
                answer = browser.post(f"/document/{room}/unsent", left | {"texts": {}}, content_type="application/json")
        assert isinstance(answer, HttpResponse)
        return answer

    begin("one")
    assert texts("one") == ["a text"]
    answer = begin("two")
    assert not Document.objects.filter(room="two").exists()
    assert "You have begun many documents" in answer.text
    assert "a text" in answer.text, "it can be copied, or sent again"


@pytest.mark.django_db(transaction=True)
def test_files_beyond_the_limit_are_named_and_the_others_are_added(
    settings: Settings, browser: Client, tmp_path: object
) -> None:
    uploads = settings.STORAGES["uploads"]
    uploads = uploads | {"OPTIONS": uploads["OPTIONS"] | {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"uploads": uploads}
    settings.LONGHAND_MAX_UPLOADS = 2
    files = [SimpleUploadedFile(f"{name}.txt", b"x") for name in "abc"]
    answer = browser.post("/document/room/files", {"file": files}, headers={"HX-Request": "true"})
    assert "“c.txt” is one of too many files" in answer.text
    assert "in 30 minutes" in answer.text
    assert [file.name for file in File.objects.order_by("pk")] == ["a.txt", "b.txt"]


@pytest.mark.django_db(transaction=True)
def test_more_than_anybody_writes_by_requests(settings: Settings, browser: Client) -> None:
    settings.LONGHAND_MAX_EDITS = 1

    def edit(seq: int) -> HttpResponse:
        message = {"type": "edit", "seq": seq, "base": seq - 1, "ops": [["ins", "1", 0, "x"]]}
        address = f"/document/room/edits?client=ada-0001&since={seq - 1}"
        answer = browser.post(address, message, content_type="application/json")
        assert isinstance(answer, HttpResponse)
        return answer

    assert edit(1).status_code == 200
    assert (edit(2).status_code, edit(2).headers["Retry-After"]) == (503, "5")
    fields = {"form": FORM, "revision": "1", "original": "x", "text": "all that", "action": "save"}
    form = browser.post("/document/room/block/1", fields)
    assert form.status_code == 429
    assert parse(form.text).one("textarea", id="text").text().strip() == "all that"
    assert texts("room") == ["x"]
