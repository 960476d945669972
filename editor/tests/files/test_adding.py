"""Where files come to stand that somebody adds, and what is the matter with those that do not."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from editor.files.bounds import Bounded
from editor.merge import Delete, Insert, Join
from editor.models import Change, Document, File

from ..documents import Writer, accept, texts
from ..elements import parse
from .conftest import Add
from .samples import GIF, PDF, PNG

pytestmark = pytest.mark.django_db(transaction=True)


def notices(answer: HttpResponse) -> list[str]:
    return [each.one("p").text() for each in parse(answer.content.decode()).all() if each.tag == "dialog"]


def standing(room: str = "room") -> list[str]:
    """The blocks, with the names of files for their Markdown."""
    found = texts(room)
    for file in File.objects.filter(document__room=room):
        address = f"files/{file.key}/{file.name}"
        pixels = f"#{file.width}x{file.height}" if file.width else ""
        found = [each.replace(f"![{file.name}]({address}{pixels})", f"<{file.name}>") for each in found]
        found = [each.replace(f"[{file.name}]({address})", f"({file.name})") for each in found]
    return found


@pytest.fixture
def two(ada: Writer) -> None:
    """The blocks 1 and 1x1, at revision 1."""
    accept("room", ada.edit(0, Insert("1", 0, "one two\nthree")))


def test_an_image_takes_the_place_of_an_empty_block_and_one_writes_on_below(add: Add) -> None:
    answer = add(("a.png", PNG), caret=["1", 0, 0])
    assert (answer.status_code, notices(answer)) == (200, [])
    assert standing() == ["<a.png>", ""]
    add(("b.png", PNG), caret=["1", 0, 0], base=1)
    assert standing() == ["<a.png>", "<b.png>", ""]
    call_command("verify_documents")


def test_an_image_stands_behind_the_block_of_the_caret(add: Add, two: None) -> None:
    add(("a.png", PNG), caret=["1", 3, 3], base=1)
    assert standing() == ["one two", "<a.png>", "three"]


def test_a_file_stands_at_the_caret(add: Add, two: None) -> None:
    add(("a.pdf", PDF), caret=["1", 1, 4], base=1)
    assert standing() == ["one (a.pdf)two", "three"]


def test_behind_a_selection_over_several_blocks(add: Add, two: None) -> None:
    add(("a.pdf", PDF), caret=["1", 1, 5, "1x1"], base=1)
    assert standing() == ["one two", "three (a.pdf)"]


def test_several_at_once_are_one_edit(add: Add, two: None) -> None:
    add(("a.png", PNG), ("b.pdf", PDF), ("c.gif", GIF), ("d.pdf", PDF), caret=["1", 7, 7], base=1)
    assert standing() == ["one two (b.pdf) (d.pdf)", "<a.png>", "<c.gif>", "three"]
    assert Change.objects.count() == 2
    call_command("verify_documents")


def test_nothing_is_put_into_code(add: Add, ada: Writer) -> None:
    accept("room", ada.edit(0, Insert("1", 0, "```\ncode\n```")))
    add(("a.pdf", PDF), ("b.png", PNG), caret=["1", 6, 6], base=1)
    assert standing() == ["```\ncode\n```", "(a.pdf)", "<b.png>"]


def test_the_caret_is_carried_over_what_others_did_meanwhile(add: Add, ada: Writer, two: None) -> None:
    boris = Writer("boris-01")
    accept("room", boris.edit(1, Insert("1", 0, "zero "), Insert("1", 9, "HERE")))
    add(("a.pdf", PDF), caret=["1", 4, 4], base=1)
    assert standing() == ["zero one (a.pdf)HEREtwo", "three"]


def test_the_caret_goes_on_behind_what_its_own_client_typed(add: Add, ada: Writer, two: None) -> None:
    accept("room", ada.edit(1, Insert("1", 4, "HERE ")))
    add(("a.pdf", PDF), caret=["1", 4, 4], base=1)
    assert standing() == ["one HERE (a.pdf)two", "three"]


def test_the_caret_follows_a_block_that_is_joined(add: Add, ada: Writer, two: None) -> None:
    accept("room", ada.edit(1, Join("1x1", "1", 7)))
    add(("a.pdf", PDF), caret=["1x1", 5, 5], base=1)
    assert standing() == ["one two\nthree (a.pdf)"]


def test_the_caret_follows_a_block_that_is_cut(add: Add, ada: Writer, two: None) -> None:
    accept("room", ada.edit(1, Delete("1", 3, 1), Insert("1", 3, "\n")))
    add(("a.pdf", PDF), caret=["1", 5, 5], base=1)
    assert standing() == ["one", "t (a.pdf)wo", "three"]


@pytest.mark.parametrize(("caret", "base"), [(None, 1), (["gone", 0, 0], 1), (["1", 0, 0], 9)])
def test_where_nobody_knows_the_place_it_is_the_end(add: Add, two: None, caret: object, base: int) -> None:
    add(("a.png", PNG), caret=caret, base=base)
    assert standing() == ["one two", "three", "<a.png>"]


def test_a_place_behind_the_end_of_its_block_is_the_end(add: Add, two: None) -> None:
    add(("a.pdf", PDF), caret=["1", 99, 99], base=1)
    assert standing() == ["one two (a.pdf)", "three"]


@pytest.mark.parametrize(
    "caret", ["[", '"1"', '["1"]', '["1", 0]', '["1", -1, -1]', '["1", 0, true]', "[1, 0, 0]", "7"]
)
def test_a_forged_caret_is_refused_before_anything_is_stored(client: Client, uploads: Path, caret: str) -> None:
    assert client.post("/document/room/files", {"caret": caret, "base": "0"}).status_code == 400
    assert client.post("/document/room/files", {"caret": '["1", 0, 0]', "base": "x"}).status_code == 400
    assert not File.objects.exists()


def test_what_is_undone_by_whom(add: Add, client: Client) -> None:
    client.get("/document/room/")
    add(("a.png", PNG), caret=["1", 0, 0])
    assert Change.objects.get().person == File.objects.get().person != ""


def test_a_file_that_is_too_large_is_named_and_the_others_are_taken(
    add: Add, settings: Settings, uploads: Path
) -> None:
    settings.LONGHAND_MAX_FILE = 100_000
    answer = add(("big.png", PNG + b"x" * 200_000), ("small.png", PNG))
    assert notices(answer) == ["“big.png” is 195.4 kB; at most 97.7 kB can be added here."]
    assert standing() == ["<small.png>", ""]
    assert [path.stat().st_size for path in uploads.rglob("*") if path.is_file()] == [len(PNG)]


def test_so_much_a_document(add: Add, settings: Settings) -> None:
    settings.LONGHAND_MAX_FILES = 2 * len(PNG)
    answer = add(*[(f"{name}.png", PNG) for name in "abc"])
    assert notices(answer) == ["“c.png” is too much: the files of a document may be 58 bytes together."]
    assert standing() == ["<a.png>", "<b.png>", ""]
    assert notices(add(("d.png", PNG), room="other")) == []


def test_what_cannot_be_stored_is_not_mentioned(add: Add, uploads: Path, caplog: pytest.LogCaptureFixture) -> None:
    uploads.write_text("where the folder should be")
    assert notices(add(("a.png", PNG))) == ["“a.png” could not be stored. Try again in a moment."]
    assert "could not be stored" in caplog.text
    assert not File.objects.exists()
    assert not Change.objects.exists()


def test_an_empty_file_is_none(add: Add) -> None:
    assert notices(add(("a.txt", b""))) == ["“a.txt” is empty."]
    assert not Document.objects.exists()


def test_more_at_once_than_is_read(client: Client, settings: Settings) -> None:
    address = "/document/room/files"
    answer = client.post(address, {}, headers={"HX-Request": "true", "Content-Length": str(65 * 1024 * 1024)})
    assert isinstance(answer, HttpResponse)
    assert notices(answer) == ["This is 65 MB together; at most 64 MB can be added at once."]


def test_a_page_without_scripts_is_sent_to_the_document_or_told_why_not(client: Client) -> None:
    added = client.post("/document/room/files", {"file": BytesIO(PNG), "caret": '["1", 0, 0]', "base": "0"})
    assert (added.status_code, added.headers["Location"]) == (303, "/document/room/")
    refused = client.post("/document/room/files", {"file": SimpleUploadedFile("empty.txt", b"")})
    assert refused.status_code == 422
    assert "is empty." in parse(refused.content.decode()).one(cls="lead").text()


def test_without_a_token_of_the_page_nothing_is_taken(uploads: Path) -> None:
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post("/document/room/files", {"caret": ""}).status_code == 403
    assert not uploads.exists()


def test_the_answer_brings_a_chooser_with_nothing_chosen(add: Add) -> None:
    chooser = parse(add(("a.png", PNG)).content.decode()).one("input", id="file")
    assert chooser.attributes["hx-swap-oob"] == "true"


def test_nothing_more_is_kept_of_a_file_than_its_bound(settings: Settings) -> None:
    settings.LONGHAND_MAX_FILE = 10
    handler = Bounded()
    handler.new_file("file", "a.png", "image/png", None)
    passed_on = [handler.receive_data_chunk(b"1234", start) for start in range(0, 16, 4)]
    assert passed_on == [b"1234", b"1234", None, None]
    whole = handler.file_complete(16)
    assert whole
    assert (whole.name, whole.size, whole.read()) == ("a.png", 16, b"")
