"""What a browser is given of a file, and what it may do with it: nothing is ever carried out."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import AsyncClient, Client

from editor.models import File
from editor.store import snapshot

from ..elements import parse
from .conftest import Add
from .samples import APNG, AVIF, GIF, GIF_AND_SCRIPT, HEIC, HTML, JPEG, PDF, PNG, SVG, WEBP

pytestmark = pytest.mark.django_db(transaction=True)

DOWNLOAD = "application/octet-stream"
NAMES = {
    "My photo (1).png": "My photo (1).png",
    "../../etc/passwd": "passwd",
    "..\\..\\boot.ini": "boot.ini",
    "....": "file",
    ".htaccess": "htaccess",
    "a](javascript:alert(1)).png": "a](javascript:alert(1)).png",
    "![x](https://evil.invalid/x).png": "x).png",
    "<script>alert(1)<!script>.png": "<script>alert(1)<!script>.png",
    "# **b** `c` $x$ [^1] | ~~s~~.png": "# **b** `c` $x$ [^1] | ~~s~~.png",
    "www.x.org a@x.org &amp;amp;.png": "www.x.org a@x.org &amp;.png",
    "back\\slash.png": "slash.png",
    "Grüße 你好 😀.png": "Grüße 你好 😀.png",
    "gnp\u202exe.png": "gnpxe.png",
    "Screenshot 9\u202f41.png": "Screenshot 941.png",
    "u\u0308.png": "ü.png",
    "it's; a %22.png": "it's; a %22.png",
    "x" * 300 + ".png": "x" * 96 + ".png",
    "100%.png": "100%.png",
}


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes


def get(address: str, **headers: str) -> Answer:
    """As daphne asks, over ASGI."""

    async def ask() -> Answer:
        response: Any = await AsyncClient().get(address, headers=headers)
        content = b"".join([chunk async for chunk in response]) if response.streaming else response.content
        return Answer(response.status_code, response.headers, content)

    return asyncio.run(ask())


def only(room: str = "room") -> str:
    """The address of the only file there is."""
    file = File.objects.get(document__room=room)
    return f"/document/{room}/files/{file.key}/{file.name}"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.png", PNG, "image/png"),
        ("a.png", APNG, "image/png"),
        ("a.exe", JPEG, "image/jpeg"),
        ("a", GIF, "image/gif"),
        ("a.html", WEBP, "image/webp"),
        ("a.svg", AVIF, "image/avif"),
        ("a.gif", GIF_AND_SCRIPT, "image/gif"),
        ("a.png", HTML, DOWNLOAD),
        ("a.svg", SVG, DOWNLOAD),
        ("a.png", SVG, DOWNLOAD),
        ("a.pdf", PDF, DOWNLOAD),
        ("a.heic", HEIC, DOWNLOAD),
        ("a.js", b"alert(1)", DOWNLOAD),
        ("a.png", b"RIFF", DOWNLOAD),
        ("a.png", b" " + PNG, DOWNLOAD),
    ],
)
def test_the_type_is_that_of_the_content(add: Add, name: str, content: bytes, kind: str) -> None:
    add((name, content))
    response = get(only())
    assert (response.status, response.content) == (200, content)
    assert response.headers["Content-Type"] == kind
    assert response.headers["Content-Length"] == str(len(content))
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Content-Disposition"].partition(";")[0] == ("attachment" if kind == DOWNLOAD else "inline")
    (text, *_) = [text for _, text in snapshot("room").blocks if text]
    assert text.startswith("!") == (kind != DOWNLOAD)


@pytest.mark.parametrize("name", NAMES, ids=ascii)
@pytest.mark.parametrize("content", [PNG, PDF], ids=["image", "file"])
def test_whatever_a_file_is_called_it_is_a_name(add: Add, client: Client, name: str, content: bytes) -> None:
    add((name, content))
    assert File.objects.get().name == NAMES[name]
    page = parse(client.get("/document/room/").content.decode()).one(id="blocks")
    (element,) = [each for each in page.all() if each.tag == "img" or (each.tag == "a" and each.attributes.get("rel"))]
    if content == PNG:
        words, address = element.attributes["alt"], element.attributes["src"]
    else:
        words, address = element.text(), element.attributes["href"]
    assert words == NAMES[name]
    assert re.fullmatch(r"files/[a-z2-7]{26}/[\w.%-]+", address or "", re.ASCII)
    response = get(urljoin("/document/room/", address or ""))
    assert (response.status, response.content) == (200, content)
    assert "\n" not in response.headers["Content-Disposition"]


def test_the_address_of_the_plain_markdown_leads_there_too(add: Add, client: Client) -> None:
    add(("a b.png", PNG))
    markdown = client.get("/document/room.md").text
    found = re.search(r"!\[a b\.png\]\((.+)\)", markdown)
    assert found
    assert get(urljoin("/document/room.md", found[1])).content == PNG


def test_a_browser_that_has_it_is_not_sent_it_again(add: Add) -> None:
    add(("a.png", PNG))
    first = get(only())
    assert first.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    again = get(only(), **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.headers["ETag"]) == (304, first.headers["ETag"])
    assert get(only(), **{"If-None-Match": '"other"'}).status == 200


def test_only_under_its_own_document(add: Add) -> None:
    add(("a.png", PNG))
    add(("b.png", PNG), room="other")
    assert get(only()).status == 200
    for wrong in (only().replace("room", "other"), only().replace("room", "none"), only()[:-7] + "x/a.png"):
        assert get(wrong).status == 404


def test_the_storage_knows_no_names(add: Add, uploads: Path) -> None:
    add(("../../a.png", PNG), ("<b>.html", HTML))
    for path in (path for path in uploads.rglob("*") if path.is_file()):
        assert re.fullmatch(r"[a-z2-7]{2}/[a-z2-7]{26}", str(path.relative_to(uploads)))
        assert path.stat().st_mode & 0o777 == 0o600


def test_what_the_storage_has_lost_is_not_found(add: Add, uploads: Path) -> None:
    add(("a.png", PNG))
    next(path for path in uploads.rglob("*") if path.is_file()).unlink()
    assert get(only()).status == 404
