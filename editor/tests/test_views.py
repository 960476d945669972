"""The pages: what is there, what is not, and what a browser is allowed to do with them."""

import re

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from editor import views
from editor.accounts.models import User
from editor.guests import author
from editor.merge import Insert
from editor.models import FIRST_BLOCK, Document

from .documents import Writer, accept, blocks
from .elements import Element, parse

pytestmark = pytest.mark.django_db

LONG = "x" * 100
NO_ROOMS = ["a%2Fb", "a.b", "a%20b", "%C3%A9", "x" * 101, "x" * 10_000, "..%2F..%2Fetc", "%00", "room%0A"]


def write(room: str, text: str) -> None:
    accept(room, Writer("ada-0001").edit(0, Insert(FIRST_BLOCK, 0, text)))


def elements(response: object) -> Element:
    assert isinstance(response, HttpResponse)
    return parse(response.content.decode())


def test_the_first_page(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "Nothing yet" in page.text


def test_a_new_document_has_a_name_that_nobody_guesses(client: Client) -> None:
    first, second = client.post("/document/new"), client.post("/document/new")
    assert first.status_code == second.status_code == 302
    assert first["Location"] != second["Location"]
    assert re.fullmatch(r"/document/[a-z2-9-]{19}/", first["Location"])
    made = {f"/document/{document.room}/" for document in Document.objects.all()}
    assert made == {first["Location"], second["Location"]}


def test_a_new_document_is_of_whoever_has_begun_it(client: Client) -> None:
    user = User.objects.create_user("ada@longhand.test")
    client.force_login(user)
    client.post("/document/new")
    document = Document.objects.get()
    assert (document.owner, document.maker) == (user, author(client.session["guest"]))


def test_a_new_document_needs_a_token_of_the_page() -> None:
    assert Client(enforce_csrf_checks=True).post("/document/new").status_code == 403


@pytest.mark.parametrize("name", ["my-room", " my-room ", LONG, "A_9"])
def test_a_document_opens_by_name(client: Client, name: str) -> None:
    page = client.get("/document/open", {"name": name})
    assert (page.status_code, page["Location"]) == (302, f"/document/{name.strip()}/")


@pytest.mark.parametrize("name", ["", "a/b", "a b", "é", "x" * 101, "//evil.org", '"><script>'])
def test_a_name_that_is_none_is_shown_again_with_what_is_wrong(client: Client, name: str) -> None:
    page = client.get("/document/open", {"name": name})
    assert page.status_code == 400
    field = elements(page).one("input", id="name")
    assert field.attributes["value"] == name
    assert field.attributes["aria-invalid"] == "true"
    assert elements(page).one(id="name-error").text()


def test_a_room_that_does_not_exist_opens_empty(client: Client) -> None:
    page = elements(client.get(f"/document/{LONG}/"))
    sync = page.one(id="sync")
    assert (sync.attributes["data-revision"], sync.attributes["data-changes"]) == ("0", "[]")
    assert [section.id for section in page.one(id="blocks").all() if section.tag == "section"] == ["b-1"]
    assert page.one(id="title").text() == "Untitled"
    assert not Document.objects.exists()


def test_the_page_is_what_a_client_starts_from(client: Client) -> None:
    write("room", "# Title\n\ntwo <b>\n```\n\n</textarea>")
    page = elements(client.get("/document/room/"))
    editor = page.one(id="editor")
    assert editor.attributes["ws-connect"] == "/ws/editor/room/"
    assert editor.one(id="sync").attributes["data-revision"] == "1"
    sections = [each for each in editor.one(id="blocks").all() if each.tag == "section"]
    sources = [(each.id.removeprefix("b-"), each.one("textarea", cls="source").text()) for each in sections]
    assert [(key, text.removeprefix("\n")) for key, text in sources] == blocks("room")
    assert sections[0].one(cls="rendered").one("h1").text() == "Title"
    assert page.one(id="title").text() == "Title"


@pytest.mark.parametrize("room", NO_ROOMS)
def test_names_of_no_room_are_not_found(client: Client, room: str) -> None:
    for address in (f"/document/{room}/", f"/document/{room}.md"):
        page = client.get(address)
        assert page.status_code == 404
        assert "No page has this address" in page.text


def test_markdown_is_the_blocks_with_an_empty_line_between(client: Client) -> None:
    write("room", "# Title\ntwo 😀\n- a\n- b")
    answer = client.get("/document/room.md")
    assert answer.content.decode() == "# Title\n\ntwo 😀\n\n- a\n- b"
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert (answer["ETag"], answer["X-Revision"]) == ('"r1"', "1")


def test_markdown_of_a_room_that_does_not_exist_is_empty(client: Client) -> None:
    answer = client.get("/document/room.md")
    assert (answer.status_code, answer.content, answer["ETag"], answer["X-Revision"]) == (200, b"", '"r0"', "0")


def test_markdown_that_one_has_is_not_sent_again(client: Client) -> None:
    write("room", "text")
    again = client.get("/document/room.md", headers={"If-None-Match": '"r1"'})
    assert (again.status_code, again.content, again["ETag"], again["X-Revision"]) == (304, b"", '"r1"', "1")
    assert client.get("/document/room.md", headers={"If-None-Match": '"r0"'}).status_code == 200


def test_documents_opened_lately_are_on_the_first_page(client: Client) -> None:
    write("one", "First <i>")
    write("two", "Second")
    for room in ("one", "two", "never-written"):
        client.get(f"/document/{room}/")
    recent = elements(client.get("/")).one(cls="recent").one("ul")
    links = [(link.attributes["href"], link.one(cls="title").text()) for link in recent.all() if link.tag == "a"]
    assert links == [("/document/two/", "Second"), ("/document/one/", "First <i>")]
    assert "Nothing yet" in Client().get("/").text, "in another browser there are none"


def test_a_browser_is_one_person_in_every_document(client: Client) -> None:
    def person(browser: Client, room: str) -> str | None:
        return elements(browser.get(f"/document/{room}/")).one(id="editor").attributes["data-person"]

    assert person(client, "one") == person(client, "two")
    assert person(Client(), "one") != person(client, "one")


@pytest.mark.parametrize("address", ["/", "/document/room/", "/document/no/room/"])
def test_pages_run_their_own_scripts_alone(client: Client, address: str) -> None:
    write("room", "<script>alert(1)</script>")
    page = client.get(address)
    policy = page["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    for element in elements(page).all():
        assert element.tag != "script" or (element.attributes.get("src") or "").startswith("/static/")
        assert not [name for name in element.attributes if name.startswith(("on", "hx-on"))]
        assert "style" not in element.attributes


@pytest.mark.parametrize("address", ["/", "/document/room/", "/document/room.md", "/document/open?name=room"])
def test_pages_are_for_reading(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/", "/document/room/", "/document/room.md"])
def test_a_head_can_be_asked_for(client: Client, address: str) -> None:
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")


def test_a_page_that_fails_says_that_nothing_is_lost(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(room: str) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(views, "snapshot", away)
    client.raise_request_exception = False
    page = client.get("/document/room/")
    assert page.status_code == 500
    assert "Nothing that was saved is lost" in page.text


@pytest.mark.parametrize("headers", [{}, {"Host": "evil.example"}])
def test_a_form_that_cannot_be_read_is_no_failure_where_nothing_is(headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.get("/document/room/")
    kind = "multipart/form-data; boundary=x"
    body = b'--x\r\nContent-Disposition: form-data; name="' + b"a" * 5_000 + b'"\r\n\r\n'
    answer = client.post("/no/page", body, content_type=kind, headers=headers)
    assert answer.status_code == (400 if headers else 404)
