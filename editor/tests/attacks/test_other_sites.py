"""A page of another site cannot act in the name of who visits it, nor put ours into a frame."""

import json
import re
from itertools import product
from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from editor.merge import Insert
from editor.models import Change, Document, File
from editor.origins import is_of_this_site

from ..documents import Writer, accept
from ..elements import parse
from .addresses import addresses

HOST = "testserver"
FOREIGN = [
    "https://evil.example",
    "null",
    f"http://{HOST}.evil.example",
    f"http://evil{HOST}",
    f"http://{HOST}:81",
    f"http://{HOST}@evil.example",
    f"http://evil.example/{HOST}",
    f"http://evil.example#{HOST}",
    f"//{HOST}",
    f"{HOST}",
    f"http://{HOST} evil.example",
    f"http://evil.example,http://{HOST}",
]
EDIT = {"type": "edit", "seq": 1, "base": 1, "ops": [["ins", "1", 0, "x"]]}
BODIES: list[dict[str, Any]] = [
    {"data": {}},
    {"data": {"name": "Eve", "client": "eve-0001", "revision": "1", "find": "stays", "form": "eve-0001", "all": "1"}},
    {"data": json.dumps(EDIT), "content_type": "text/plain"},  # which a page may send anywhere without asking
    {"data": json.dumps(EDIT), "content_type": "application/json"},
]
TURNED_AWAY = (400, 403, 405)
WITHOUT_TOKEN, WAYS = "/document/room/{}", ("edits", "unsent", "name")  # what looks at the origin alone


@pytest.fixture(autouse=True)
def document(db: None) -> None:
    accept("room", Writer("ada-0001").edit(0, Insert("1", 0, "stays")))


@pytest.fixture
def visitor() -> Client:
    """A browser with cookies of ours, whose user is on another site's page."""
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.get("/document/room/")
    assert {"sessionid", "csrftoken"} <= {*browser.cookies}
    return browser


def test_the_walk_finds_what_there_is() -> None:
    found = addresses()
    assert {"/", "/document/new", "/document/room/edits", "/document/room/block/1", "/document/room/name"} <= {*found}
    assert [each for each in found if re.search(r"/document/room/files/\w{26}/\w", each)]


@pytest.mark.parametrize(
    ("address", "origin"), [*product(addresses(), FOREIGN[:1]), *product(map(WITHOUT_TOKEN.format, WAYS), FOREIGN[1:])]
)
def test_no_address_takes_anything_from_another_sites_page(visitor: Client, address: str, origin: str) -> None:
    session = visitor.cookies["sessionid"].value
    for body in BODIES:
        query = "?client=eve-00001&since=0"
        for method in (visitor.post, visitor.put, visitor.patch, visitor.delete):
            answer = method(address + query, **body, headers={"Origin": origin})
            assert answer.status_code in TURNED_AWAY, (method, body)
    assert visitor.cookies["sessionid"].value == session
    assert (Change.objects.count(), Document.objects.count(), File.objects.count()) == (1, 1, 0)


@pytest.mark.parametrize("address", addresses())
def test_reading_changes_nothing(visitor: Client, address: str) -> None:
    for query in ("", "?room=other&name=other&find=stays&all=1&revision=1"):
        visitor.get(address.replace("room", "unwritten") + query)
        visitor.get(address + query)
    assert (Change.objects.count(), Document.objects.count(), File.objects.count()) == (1, 1, 0)


@pytest.mark.parametrize("address", addresses())
def test_every_answer_keeps_others_out(visitor: Client, address: str) -> None:
    for method in (visitor.get, visitor.post, visitor.put, visitor.options):
        assert_keeps_others_out(cast(HttpResponse, method(address)))


def assert_keeps_others_out(answer: HttpResponse) -> None:
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    for part in ("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"):
        assert part in policy
    assert not re.search(r"unsafe|data:|\*|script-src|http:", policy)
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        assert_nothing_inline(answer)


def assert_nothing_inline(answer: HttpResponse) -> None:
    text = b"".join(answer).decode()  # some come in pieces
    for element in parse(text).all():
        assert element.tag != "style"
        assert element.tag != "script" or (element.attributes.get("src") or "").startswith("/static/")
        assert not [name for name in element.attributes if name.startswith("on") or name in ("style", "srcdoc")]


@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken"])
def test_cookies_do_not_go_along_from_elsewhere(visitor: Client, cookie: str) -> None:
    assert visitor.cookies[cookie]["samesite"] == "Lax"
    assert visitor.cookies["sessionid"]["httponly"]


@pytest.mark.parametrize("origin", FOREIGN)
def test_sockets_are_no_other_sites(settings: Settings, origin: str) -> None:
    settings.ALLOWED_HOSTS = [HOST]
    assert not is_of_this_site(origin, HOST)
    assert is_of_this_site(f"http://{HOST}", HOST)
    assert is_of_this_site("", HOST), "a program, which carries no one's cookies"


def test_a_name_that_was_led_to_us_is_not_ours(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = [HOST]
    assert not is_of_this_site("http://evil.example", "evil.example")


def test_a_page_that_came_without_encryption_is_anybodys(settings: Settings) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS = [HOST], True
    assert not is_of_this_site(f"http://{HOST}", HOST)
    assert is_of_this_site(f"https://{HOST}", HOST)
