"""What people type is text, in whatever field, given back at once or stored and shown to others."""

import json
from typing import Any

import pytest
from django.test import Client

from editor.comments.models import Thread
from editor.merge import Insert

from ..documents import Writer, accept
from ..elements import Element, parse
from ..payloads import ADDRESSES, HTML, TEX

pytestmark = pytest.mark.django_db(transaction=True)

# Together, for what one leaves open the next may close
PAYLOADS = [*HTML, *TEX, *ADDRESSES]
ALL = " ".join(each.replace("\n", " ") for each in PAYLOADS)
OWN_SCRIPTS = "/static/"
FORM = "abcdefghijklmnop0000"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(client: Client) -> Client:
    client.get("/document/room/")
    return client


def page(answer: Any) -> Element:
    """What the answer shows, in which nothing may act."""
    root = parse(b"".join(answer).decode())
    acting = [each for each in root.all() if _acts(each)]
    assert acting == []
    return root


def _acts(element: Element) -> bool:
    attributes = {name: value or "" for name, value in element.attributes.items()}
    if element.tag in ("style", "iframe", "object", "embed", "base", "svg", "audio", "video", "template"):
        return element.tag != "svg" or any("alert" in value for value in attributes.values())
    if element.tag == "script" and not attributes.get("src", "").startswith(OWN_SCRIPTS):
        return True
    if any(name.startswith("on") or name in ("srcdoc", "style") for name in attributes):
        return True
    addresses = [attributes.get(name, "").strip().lower() for name in ("href", "src", "action", "formaction")]
    return any(each.startswith(("javascript:", "data:", "vbscript:", "//")) for each in addresses)


def test_the_text_and_the_title(browser: Client) -> None:
    for number, payload in enumerate(PAYLOADS):
        accept(f"room-{number}", Writer("ada-0001").edit(0, Insert("1", 0, f"# {payload}\n{payload}\n[x]({payload})")))
        assert page(browser.get(f"/document/room-{number}/")).one(id="title").text()
        page(browser.get(f"/document/room-{number}/outline"))
    page(browser.get("/"))  # which names those that were opened lately


def test_markdown_is_no_page(browser: Client) -> None:
    accept("room", Writer("ada-0001").edit(0, Insert("1", 0, ALL)))
    answer = browser.get("/document/room.md")
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_looked_for_and_what_is_found(browser: Client) -> None:
    accept("room", Writer("ada-0001").edit(0, Insert("1", 0, "\n".join(HTML))))
    for payload in PAYLOADS:
        for headers in ({}, HTMX):
            for more in ({}, {"regex": "1"}):
                fields = {"find": payload, "replace": payload, "current": payload, "go": payload, "done": payload}
                found = page(browser.get("/document/room/find", fields | more | {"since": "x"}, headers=headers))
                page(browser.get("/document/room/find", fields | more, headers=headers))
    assert "".join(HTML)[:20] in found.text() or found.text()


def test_names_of_people(browser: Client) -> None:
    for payload in PAYLOADS:
        page(browser.post("/document/room/name", {"name": payload}, headers=HTMX))
        page(browser.get("/document/room/"))
        page(browser.get("/document/room/people"))


def test_comments_and_what_they_are_about(browser: Client) -> None:
    for number, payload in enumerate(PAYLOADS):
        room = f"/document/room-{number}/"
        accept(f"room-{number}", Writer("ada-0001").edit(0, Insert("1", 0, payload)))
        browser.post(f"{room}name", {"name": payload}, headers=HTMX)
        said = {"text": payload, "place": '["1", 0, 0]', "at": "1"}
        for fields in (said, said | {"place": payload, "at": payload}):
            assert browser.post(f"{room}comments", fields).status_code == 302
        page(browser.post(f"{room}comments", said | {"text": payload + "x" * 5_000}))
        page(browser.get(f"{room}comments", {"block": payload}))
        panel = page(browser.get(f"{room}comments", {"answer": Thread.objects.latest("pk").pk}, headers=HTMX))
        shown = [each.text().split() for each in panel.all() if each.attributes.get("class") == "said"]
        assert shown == [payload.split()] * 2


def test_a_name_of_no_room(browser: Client) -> None:
    for payload in PAYLOADS:
        answer = browser.get("/document/open", {"name": payload})
        if answer.status_code != 302:
            page(answer)


def test_addresses_that_lead_nowhere(browser: Client) -> None:
    for payload in PAYLOADS:
        for place in ("/{}", "/document/{}/", "/document/room/block/{}", "/person/{}.css"):
            answer = browser.get(place.replace("{}", payload))
            assert answer.status_code in (400, 404)
            page(answer)


@pytest.mark.parametrize("field", ["form", "revision", "original", "text", "action"])
def test_a_form_that_comes_back(browser: Client, field: str) -> None:
    accept("room", Writer("ada-0001").edit(0, Insert("1", 0, "old")))
    fields = {"form": FORM, "revision": "1", "original": "old", "text": "\0", "action": "save"}
    for payload in PAYLOADS:
        answer = browser.post("/document/room/block/1", fields | {field: f"{payload}\0"})
        assert answer.status_code in (409, 422)
        page(answer)


def test_what_is_refused_is_given_back_as_text(browser: Client) -> None:
    for payload in PAYLOADS:
        edit = {"type": "edit", "seq": 1, "base": 0, "ops": [["ins", "1", 0, payload], ["ins", "gone", 0, payload]]}
        left = {"client": "eve-0001", "seq": 1, "busy": True, "revision": 0, "sent": edit["ops"], "waiting": []}
        answers = [
            browser.post("/document/room/edits?client=eve-0001&since=0", json.dumps(edit), content_type="text/plain"),
            browser.post("/document/room/unsent", json.dumps(left | {"texts": {}}), content_type="text/plain"),
        ]
        for answer in answers:
            assert page(answer).one("textarea").text().strip("\n") == f"{payload}\n{payload}".strip("\n")


@pytest.mark.parametrize("given", ["<script>", "x\r\nSet-Cookie: a=b", '"><script>alert(1)</script>'])
def test_headers_are_not_given_back(browser: Client, given: str) -> None:
    answer = browser.get("/document/room.md", headers={"X-Request-ID": given, "If-None-Match": given})
    assert given not in str(answer.headers)
