"""The outline is the headings as they are read, one in another; and the title says where it is written."""

import json
from typing import Any

import pytest
from django.test import Client

from editor import outline
from editor.merge import Insert, Move
from editor.models import FIRST_BLOCK
from editor.outline import Heading, headings
from editor.turns import Agenda, take_turn

from .documents import Writer, accept
from .elements import Element, parse

B = FIRST_BLOCK
Tree = list[Any]


def tree(found: list[Heading]) -> Tree:
    return [(heading.text, tree(heading.inner)) if heading.inner else heading.text for heading in found]


def shown(client: Client) -> list[tuple[str | None, Any, str]]:
    page = parse(client.get("/document/room/outline").content.decode())
    links = [each for each in page.all() if each.tag == "a"]
    return [(a.attributes["href"], json.loads(a.attributes["data-place"] or ""), a.text()) for a in links]


def test_headings_stand_in_those_above_them() -> None:
    texts = [
        "intro",
        "## *Before*",
        "# One `1`",
        "## a",
        "#### deep",
        "## b [l](/x)",
        "```\n# no\n```",
        "# Two",
        "#",
        "x",
    ]
    found = headings((str(number), text) for number, text in enumerate(texts))
    assert tree(found) == ["Before", ("One 1", [("a", ["deep"]), "b l"]), "Two", "Untitled section"]
    assert [(each.key, each.end) for each in found] == [("1", 11), ("2", 9), ("7", 5), ("8", 1)]


@pytest.mark.django_db
def test_it_is_in_the_page_and_is_asked_for_anew(client: Client, ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "# <One>\ntext\n ## Two")))
    expected = [("#b-1", [B, 7, 7], "<One>"), ("#b-1x2", ["1x2", 7, 7], "Two")]
    assert shown(client) == expected
    page = parse(client.get("/document/room/").content.decode()).one("nav", id="outline")
    assert [each.text() for each in page.all() if each.tag == "a"] == ["<One>", "Two"]
    accept("room", ada.edit(1, Insert("1x1", 0, "# ")))
    assert [text for *_, text in shown(client)] == ["<One>", "text", "Two"]
    assert client.get("/document/nowhere/outline").content == b"\n"


@pytest.mark.django_db
def test_however_many_ask_it_is_read_once(client: Client, ada: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "# once")))
    shown(client)
    monkeypatch.setattr(outline, "headings", None)
    assert [text for *_, text in shown(client)] == ["once"]


@pytest.mark.django_db
def test_the_title_leads_to_where_it_is_written(client: Client, ada: Writer) -> None:
    def title(html: str) -> tuple[str, Any]:
        link: Element = parse(html).one(id="title").one("a")
        return link.text(), json.loads(link.attributes["data-place"] or "")

    page = "/document/room/"
    assert title(client.get(page).content.decode()) == ("Untitled", [B, 0, 0])
    first = take_turn(Agenda("room", [ada.edit(0, Insert(B, 0, "# One\nTwo"))], 0, "", []))
    assert title(first.news) == title(client.get(page).content.decode()) == ("One", [B, 5, 5])
    moved = take_turn(Agenda("room", [ada.edit(1, Move("1x1", None))], 1, "One", []))
    assert title(moved.news) == ("Two", ["1x1", 3, 3])
    accept("room", ada.edit(2, Insert("1x1", 0, "Two\n")))
    assert title(take_turn(Agenda("room", [ada.edit(3, Move("3x1", None))], 3, "Two", [])).news)[1] == ["3x1", 3, 3]
