"""The panel that finds and replaces: what it shows, where it goes on, and what it says."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from editor import find
from editor.merge import Insert
from editor.models import FIRST_BLOCK, Change

from .documents import Writer, accept, texts
from .elements import Element, parse

pytestmark = pytest.mark.django_db(transaction=True)

B = FIRST_BLOCK


class Panel:
    """As htmx has it: each answer's hidden fields go with the next request."""

    def __init__(self, client: Client, **fields: str) -> None:
        self.client = client
        self.fields = fields
        self.hidden: dict[str, str] = {}

    def asks(self, **more: str) -> "Panel":
        return self._take(self.client.get("/document/room/find", self._all(more), headers={"HX-Request": "true"}))

    def replaces(self, **more: str) -> "Panel":
        address = "/document/room/find/replace"
        return self._take(self.client.post(address, self._all(more), headers={"HX-Request": "true"}))

    def _all(self, more: dict[str, str]) -> dict[str, str]:
        return self.fields | self.hidden | more

    def _take(self, answer: Any) -> "Panel":
        assert isinstance(answer, HttpResponse)
        assert answer.status_code == 200, answer.content
        self.headers = answer.headers
        page = parse(answer.content.decode())
        self.said = " ".join(page.one(id="find-said").text().split())
        self.links = [each for each in page.all() if each.tag == "a"]
        self.hidden = {
            each.attributes["name"] or "": each.attributes["value"] or "" for each in page.all() if each.tag == "input"
        }
        return self

    @property
    def places(self) -> list[Any]:
        return [json.loads(link.attributes["data-place"] or "") for link in self.links]

    @property
    def current(self) -> Any:
        (link,) = [link for link in self.links if link.attributes.get("aria-current")]
        return json.loads(link.attributes["data-place"] or "")


@pytest.fixture(autouse=True)
def written(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "# 😀 A mill\nThe Mill, the millstone\nno more")))


def test_what_is_found_is_marked_where_it_stands(client: Client) -> None:
    panel = Panel(client, find="mill").asks()
    assert panel.said == "1 of 3"
    assert panel.places == [[B, 6, 10], ["1x1", 4, 8], ["1x1", 14, 18]]
    assert [link.text() for link in panel.links] == ["# 😀 A mill", *["The Mill, the millstone"] * 2]
    assert [link.one("mark").text() for link in panel.links] == ["mill", "Mill", "mill"]
    assert [link.attributes["href"] for link in panel.links] == ["./#b-1", "./#b-1x1", "./#b-1x1"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"find": "mill", "case": "on"}, "1 of 2"),
        ({"find": "mill", "words": "on"}, "1 of 2"),
        ({"find": "m.ll", "regex": "on"}, "1 of 3"),
        ({"find": "m.ll"}, "Nothing found"),
        ({"find": ""}, ""),
        ({}, ""),
        ({"find": "(", "regex": "on"}, "This is no regular expression: missing ): (."),
        ({"find": "x" * 1_001}, "There is room for 1,000 characters."),
    ],
)
def test_what_is_said(client: Client, fields: dict[str, str], said: str) -> None:
    assert Panel(client, **fields).asks().said == said


def test_one_goes_on_and_back_and_round(client: Client) -> None:
    panel = Panel(client, find="mill").asks()
    steps = ["next", "next", "next", "previous", "previous"]
    assert [(panel.asks(go=go).said, panel.current[1])[0] for go in steps] == [
        f"{number} of 3" for number in (2, 3, 1, 3, 2)
    ]
    assert panel.headers["HX-Reswap"] == "innerHTML show:#b-1x1:top"


def test_the_place_stays_while_the_text_changes(client: Client, ada: Writer) -> None:
    panel = Panel(client, find="mill").asks().asks(go="next")
    accept("room", ada.edit(1, Insert(B, 0, "mill ")))
    again = panel.asks(since="1")
    assert (again.said, again.current) == ("3 of 4", ["1x1", 4, 8])
    assert "HX-Reswap" not in again.headers, "nobody is taken away from where they read"
    answer = client.get("/document/room/find", {"find": "mill", "since": "2"})
    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize("current", ["", "[]", '["gone", 1, 2]', "[" * 9_999, '["1", -1, 5]', '["1", "a", null]'])
def test_a_place_that_is_none_is_the_beginning(client: Client, current: str) -> None:
    assert Panel(client, find="mill").asks(current=current).said == "1 of 3"


def test_only_the_matches_around_are_shown(client: Client, ada: Writer) -> None:
    accept("room", ada.edit(1, Insert(B, 0, "mill " * 100)))
    panel = Panel(client, find="mill").asks(go="previous")
    assert (panel.said, len(panel.links)) == ("103 of 103", find.NEAR + 1)
    assert len(panel.asks(go="next").links) == find.MOST_SHOWN


def test_replacing_one_goes_on_behind_it(client: Client) -> None:
    panel = Panel(client, find="mill", replace="windmill").asks().replaces()
    assert texts("room")[0] == "# 😀 A windmill"
    assert (panel.said, panel.current) == ("2 of 3", ["1x1", 4, 8])
    panel.replaces().replaces()
    assert texts("room") == ["# 😀 A windmill", "The windmill, the windmillstone", "no more"]
    assert (panel.said, panel.current) == ("1 of 3", [B, 10, 14])


def test_replacing_all_is_one_change(client: Client) -> None:
    panel = Panel(client, find=r"(m)ill", replace=r"\1ix", regex="on").asks().replaces(all="1")
    assert texts("room") == ["# 😀 A mix", "The Mix, the mixstone", "no more"]
    assert panel.said == "Replaced 3."
    assert Change.objects.count() == 2
    assert panel.asks(since="1").said == "Replaced 3.", "until one does something else"
    assert panel.asks(go="next").said == "Nothing found"


def test_what_is_sent_twice_is_done_once(client: Client) -> None:
    panel = Panel(client, find="mill", replace="millmill").asks()
    sent = panel.hidden
    panel.replaces(all="1")
    panel.hidden = sent
    panel.replaces(all="1")
    assert texts("room")[0] == "# 😀 A millmill"


def test_what_somebody_has_changed_meanwhile_is_not_replaced(client: Client, ada: Writer) -> None:
    panel = Panel(client, find="mill", replace="x").asks()
    accept("room", ada.edit(1, Insert(B, 8, "!"), Insert(B, 0, "mill ")))
    assert panel.replaces().said.startswith("Nothing was replaced")
    assert texts("room")[0] == "mill # 😀 A mi!ll"


@pytest.mark.parametrize(
    ("find", "replace", "said"),
    [
        ("(", "x", "This is no regular expression: missing ): (."),
        ("mill", r"\1", "The replacement names a group that the expression does not have."),
        ("absent", "x", "Nothing found"),
        ("mill", "mill", "Nothing was replaced: somebody has changed it, or it reads the same."),
    ],
)
def test_what_cannot_be_replaced_is_said(client: Client, find: str, replace: str, said: str) -> None:
    panel = Panel(client, find=find, replace=replace, regex="on", case="on", revision="1")
    before = texts("room")
    for number, fields in enumerate(({"all": "1"}, {"current": f'["{B}", 6, 10]'})):
        assert panel.replaces(form=f"formform{number}", **fields).said == said
    assert texts("room") == before


def test_too_many_are_not_replaced(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "MOST", 2)
    panel = Panel(client, find="mill", replace="x").asks().replaces(all="1")
    assert panel.said == "These are too many: 2 can be replaced at once."
    assert Change.objects.count() == 1


def test_too_long_a_document_is_refused_whole(client: Client, settings: Any) -> None:
    settings.LONGHAND_MAX_DOCUMENT = 45
    panel = Panel(client, find="mill", replace="windmill").asks().replaces(all="1")
    assert panel.said == "The paragraph or the document would become too long."
    assert texts("room")[0] == "# 😀 A mill"


def test_a_request_needs_its_fields_and_a_token(client: Client) -> None:
    address = "/document/room/find/replace"
    assert client.post(address, {"find": "mill", "all": "1"}).status_code == 400
    assert Client(enforce_csrf_checks=True).post(address, {"find": "mill", "all": "1"}).status_code == 403
    assert client.get(address).status_code == client.post("/document/room/find").status_code == 405


def test_the_page_without_scripts(client: Client) -> None:
    def page(**fields: str) -> Element:
        return parse(client.get("/document/room/find", fields).content.decode())

    found = page(find="mill", words="on")
    assert found.one("input", id="find-what").attributes["value"] == "mill"
    assert [each.attributes["href"] for each in found.one(id="found").all() if each.tag == "a"] == [
        "./#b-1",
        "./#b-1x1",
    ]
    assert found.one(id="find-said").text().strip() == "1 of 2"
    assert not [each for each in page().one(id="found").all() if each.tag == "a"]
