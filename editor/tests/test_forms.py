"""A document is written with plain forms: what each button does, and what becomes of a text that is not taken."""

import re
from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from editor import edits, lobby
from editor.merge import Delete, Insert, Join
from editor.models import Change

from .documents import Writer, accept, blocks, texts
from .elements import Element, parse

pytestmark = pytest.mark.django_db(transaction=True)

DOCUMENT = "/document/room/"


class Form:
    """A block's form as a browser has it: what is hidden goes back as it came, with the newlines of a browser."""

    def __init__(self, client: Client, key: str) -> None:
        self.address = f"{DOCUMENT}block/{key}"
        self.client = client
        self.take(client.get(self.address))

    def take(self, page: object) -> None:
        assert isinstance(page, HttpResponse)
        self.page = parse(page.content.decode())
        self.status = page.status_code
        self.where = page.headers.get("Location")
        self.hidden = {
            field.attributes["name"] or "": field.attributes["value"] or ""
            for field in self.page.all()
            if field.attributes.get("type") == "hidden"
        }

    @property
    def text(self) -> str:
        return shown(self.page.one("textarea", id="text"))

    @property
    def beside(self) -> str:
        return shown(self.page.one("textarea", id="now"))

    @property
    def reason(self) -> str:
        return self.page.one(cls="refused").text()

    @property
    def buttons(self) -> list[str | None]:
        return [
            each.attributes["value"] for each in self.page.all() if "value" in each.attributes and each.tag == "button"
        ]

    def send(self, action: str, text: str, **others: str) -> str | None:
        """The place where one is sent then, if it was taken."""
        fields = self.hidden | {"text": text, "action": action} | others
        self.take(self.client.post(self.address, {name: value.replace("\n", "\r\n") for name, value in fields.items()}))
        return self.where


def shown(field: Element) -> str:
    return field.text().removeprefix("\n").replace("\r\n", "\n")


@pytest.fixture
def form(client: Client) -> Callable[[str], Form]:
    return lambda key: Form(client, key)


@pytest.fixture
def three(ada: Writer) -> None:
    """A document of the blocks 1, 1x1 and 1x2."""
    accept("room", ada.edit(0, Insert("1", 0, "one\ntwo\nthree")))


Open = Callable[[str], Form]


@pytest.mark.usefixtures("three")
def test_a_block_opens_in_a_form(form: Open) -> None:
    middle = form("1x1")
    assert (middle.status, middle.text, middle.hidden["original"], middle.hidden["revision"]) == (
        200,
        "two",
        "two",
        "1",
    )
    assert middle.buttons == ["save", "add", "split", "join", "up", "down", "delete"]
    assert middle.page.one("input", id="link").attributes["value"] == "http://testserver/document/room/#b-1x1"
    assert "autofocus" in middle.page.one("textarea", id="text").attributes
    assert "up" not in form("1").buttons
    assert "down" not in form("1x2").buttons


@pytest.mark.usefixtures("three")
def test_its_form_leads_to_a_comment_on_it(form: Open, client: Client) -> None:
    links = [each.attributes.get("href") or "" for each in form("1x1").page.all()]
    (comment,) = [link for link in links if "/comments?" in link]
    page = parse(client.get(comment).content.decode())
    assert page.one("form", cls="draft").one("q").text() == "two"


@pytest.mark.parametrize("text", ["\n", "\n\n# a\n", "</textarea><script>", '"', "&quot;", " a ", "a\n\nb", "שלום 😀"])
def test_a_text_comes_back_as_it_went(form: Open, ada: Writer, text: str) -> None:
    accept("room", ada.edit(0, Insert("1", 0, "```" + text)))
    first = form("1")
    assert (first.text, first.hidden["original"]) == ("```" + text, "```" + text)
    assert first.send("save", first.text) == "/document/room/#b-1"
    assert Change.objects.count() == 1, "nothing has changed"


def test_a_room_comes_into_being_with_its_first_text(form: Open) -> None:
    assert form("1").send("save", "# Hello\nyou") == "/document/room/#b-1"
    assert texts("room") == ["# Hello", "you"]


def test_the_page_shows_what_was_saved(form: Open, client: Client) -> None:
    first = form("1")
    first.send("save", "Hello")
    assert first.status == 303
    assert "<p>Hello</p>" in re.sub(r" data-at=\S+?(?=>)", "", client.get(DOCUMENT).content.decode())


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("key", "action", "text", "after", "place"),
    [
        ("1x1", "split", "two\n\n2\n", ["one", "two", "2", "three"], "1x1"),
        ("1x1", "join", "2", ["one\n2", "three"], "1"),
        ("1", "join", "1", ["1", "two", "three"], "1"),
        ("1x1", "up", "2", ["2", "one", "three"], "1x1"),
        ("1x1", "up", "2\n2b", ["2", "2b", "one", "three"], "1x1"),
        ("1x1", "down", "2", ["one", "three", "2"], "1x1"),
        ("1x2", "down", "3", ["one", "two", "3"], "1x2"),
        ("1x1", "delete", "two and more", ["one", "three"], "1"),
        ("1", "delete", "one", ["two", "three"], "1x1"),
    ],
)
def test_the_text_is_stored_and_then_something_done_with_the_block(
    form: Open, key: str, action: str, text: str, after: list[str], place: str
) -> None:
    assert form(key).send(action, text) == f"/document/room/#b-{place}"
    assert texts("room") == after


@pytest.mark.usefixtures("three")
def test_a_block_that_is_added_opens(form: Open) -> None:
    place = form("1x1").send("add", "2\n2b") or ""
    new = blocks("room")[3]
    assert (place, new[1]) == (f"/document/room/block/{new[0]}", "")
    assert texts("room") == ["one", "2", "2b", "", "three"]


def test_the_only_block_is_emptied_when_it_is_deleted(form: Open, ada: Writer) -> None:
    accept("room", ada.edit(0, Insert("1", 0, "one")))
    assert form("1").send("delete", "one") == "/document/room/#b-1"
    assert texts("room") == [""]


# What others do meanwhile


@pytest.mark.usefixtures("three")
def test_it_merges_with_what_others_wrote_since_the_form_was_opened(form: Open, boris: Writer) -> None:
    middle = form("1x1")
    accept("room", boris.edit(1, Insert("1x1", 3, " of them"), Insert("1", 0, "number ")))
    middle.send("save", "number two")
    assert texts("room") == ["number one", "number two of them", "three"]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("action", "after"),
    [
        ("save", ["one", "2 of them", "three"]),
        ("add", ["one", "2 of them", "", "three"]),
        ("split", ["one", "2 of them", "three"]),
        ("join", ["one\n2 of them", "three"]),
        ("up", ["2 of them", "one", "three"]),
        ("down", ["one", "three", "2 of them"]),
        ("delete", ["one", " of them", "three"]),
    ],
)
def test_what_others_wrote_survives_every_action(form: Open, boris: Writer, action: str, after: list[str]) -> None:
    middle = form("1x1")
    accept("room", boris.edit(1, Insert("1x1", 3, " of them")))
    middle.send(action, "2")
    assert texts("room") == after


@pytest.mark.usefixtures("three")
def test_a_text_goes_where_its_block_was_joined(form: Open, boris: Writer) -> None:
    middle = form("1x1")
    accept("room", boris.edit(1, Join("1x1", "1", 3)))
    assert middle.send("up", "two!") == "/document/room/"
    assert texts("room") == ["one\ntwo!", "three"]


# The same form again


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("action", ["save", "add", "split", "join", "up", "down", "delete"])
@pytest.mark.parametrize("text", ["two", "2\n\n2b"])
def test_a_form_that_is_sent_twice_is_taken_once(form: Open, action: str, text: str) -> None:
    middle = form("1x1")
    sent = dict(middle.hidden)
    middle.send(action, text)
    once, changes = blocks("room"), Change.objects.count()
    middle.send(action, text, **sent)
    assert middle.status == 303
    assert (blocks("room"), Change.objects.count()) == (once, changes)


@pytest.mark.usefixtures("three")
def test_after_saving_one_may_go_back_for_something_else(form: Open) -> None:
    middle = form("1x1")
    sent = dict(middle.hidden)
    middle.send("save", "2")
    middle.send("up", "2", **sent)
    assert texts("room") == ["2", "one", "three"]


@pytest.mark.usefixtures("three")
def test_another_text_in_a_form_that_was_sent_is_neither_lost_nor_mixed_in(form: Open) -> None:
    middle = form("1x1")
    sent = dict(middle.hidden)
    middle.send("save", "two and more")
    middle.send("save", "two and much more", **sent)
    assert middle.status == 409
    assert "sent before" in middle.reason
    assert (middle.text, middle.beside) == ("two and much more", "two and more")
    assert texts("room") == ["one", "two and more", "three"]
    assert middle.send("save", "two and much more") == "/document/room/#b-1x1"
    assert texts("room") == ["one", "two and much more", "three"]


# What is refused


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("action", ["save", "delete"])
def test_a_form_that_is_too_old_comes_again_with_the_block_beside_it(
    form: Open, boris: Writer, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    monkeypatch.setattr(edits, "FURTHEST", 1)
    middle = form("1x1")
    for at in (3, 4):
        accept("room", boris.edit(at - 2, Insert("1x1", at, "!")))
    middle.send(action, "2")
    assert (middle.status, middle.text, middle.beside) == (409, "2", "two!!")
    assert "too old" in middle.reason
    assert middle.send("save", "2!!") == "/document/room/#b-1x1"
    assert texts("room") == ["one", "2!!", "three"]


@pytest.mark.usefixtures("three")
def test_the_text_for_a_block_that_is_gone_stays_to_be_copied(form: Open, boris: Writer) -> None:
    middle = form("1x1")
    accept("room", boris.edit(1, Join("1x1", "1", 3), Delete("1", 3, 4)))
    middle.send("up", "two")
    assert (middle.status, middle.text, middle.buttons) == (409, "two", [])
    assert "gone" in middle.reason


@pytest.mark.usefixtures("three")
def test_a_text_that_is_too_long_stays_in_the_form_to_be_shortened(form: Open) -> None:
    middle, text = form("1x1"), "x" * 100_001
    middle.send("save", text)
    assert (middle.status, middle.text) == (422, text)
    assert "too long" in middle.reason
    assert middle.send("save", "x") == "/document/room/#b-1x1"
    assert texts("room") == ["one", "x", "three"]


def test_a_character_that_no_document_can_hold(form: Open) -> None:
    first = form("1")
    first.send("save", "a\x00b")
    assert (first.status, first.text) == (422, "a\x00b")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("form", ""),
        ("form", "short"),
        ("form", "x" * 49),
        ("form", "not-of-letters-alone"),
        ("revision", ""),
        ("revision", "-1"),
        ("revision", "²"),
        ("revision", "99"),
        ("original", "a text that was never there"),
        ("action", ""),
        ("action", "undo"),
    ],
)
def test_fields_that_no_form_has(form: Open, field: str, value: str) -> None:
    middle = form("1x1")
    middle.send(**{"action": "save", "text": "2", field: value})
    assert (middle.status, middle.text, middle.beside) == (409, "2", "two")
    assert texts("room") == ["one", "two", "three"]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("field", ["form", "revision", "original", "action", "text"])
def test_fields_that_are_missing(form: Open, client: Client, field: str) -> None:
    middle = form("1x1")
    fields = middle.hidden | {"text": "2", "action": "save"}
    del fields[field]
    middle.take(client.post(middle.address, fields))
    assert (middle.status, middle.beside) == (409, "two")
    assert texts("room") == ["one", "two", "three"]


@pytest.mark.parametrize(("failure", "status"), [(OperationalError("locked"), 503), (KeyError("a mistake"), 500)])
def test_a_server_that_fails(form: Open, monkeypatch: pytest.MonkeyPatch, failure: Exception, status: int) -> None:
    async def fail(*_: object) -> None:
        raise failure

    first = form("1")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(lobby.Lobby, "take", fail)
        first.send("save", "Hello")
    assert (first.status, first.text) == (status, "Hello")
    assert "server" in first.reason
    assert first.send("save", "Hello") == "/document/room/#b-1"
    assert texts("room") == ["Hello"]


def test_a_form_needs_a_token_of_the_page_and_shows_the_text_without() -> None:
    form = Form(Client(enforce_csrf_checks=True), "1")
    token = form.hidden["csrfmiddlewaretoken"]
    assert form.send("save", "Hello") == "/document/room/#b-1", token
    stranger = Client(enforce_csrf_checks=True).post(form.address, form.hidden | {"text": "<b>", "action": "save"})
    assert stranger.status_code == 403
    assert shown(parse(stranger.content.decode()).one("textarea")) == "<b>"
    assert texts("room") == ["Hello"]


def test_a_body_that_is_too_long_to_be_read(form: Open, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    first = form("1")
    first.send("save", "x" * 1_000)
    assert first.status == 400
    assert "Go back" in first.page.text()


@pytest.mark.parametrize("key", ["2", "x" * 64])
def test_a_block_that_does_not_exist(form: Open, key: str) -> None:
    missing = form(key)
    assert missing.status == 404
    assert "no such block" in missing.page.text()


@pytest.mark.parametrize("key", ["a-b", "x" * 65, "%C3%A9", "a%0A"])
def test_keys_that_no_block_can_have(client: Client, key: str) -> None:
    assert client.get(f"/document/room/block/{key}").status_code == 404
