"""No address leads out: to another site, to another folder, or into a room that nobody told."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from editor.merge import Insert
from editor.models import File
from editor.names import new_room

from ..documents import Writer, accept
from .addresses import addresses

pytestmark = pytest.mark.django_db(transaction=True)

ELSEWHERE = ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example"]
FIELDS = ("name", "next", "url", "to", "return", "redirect", "room", "continue")
OUT = ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/settings.py", "....//....//x", "/etc/passwd", "%00"]


def assert_stays(address: str) -> None:
    assert re.match(r"/(?![/\\])", address), address
    assert not urlsplit(address).netloc


@pytest.mark.parametrize("address", addresses())
def test_nothing_leads_to_another_site(client: Client, address: str) -> None:
    client.get("/document/room/")
    for target in ELSEWHERE:
        fields = dict.fromkeys(FIELDS, target)
        asked = f"{address}?{'&'.join(f'{name}={target}' for name in FIELDS)}"
        for answer in (client.get(asked), client.post(asked, fields, headers={"Referer": "https://evil.example/"})):
            if answer.status_code in range(300, 400) and "Location" in answer.headers:
                assert_stays(answer.headers["Location"])


@pytest.mark.parametrize("path", ["//evil.example/document/room", "//evil.example//", "/\\evil.example"])
def test_a_path_is_no_host(client: Client, path: str) -> None:
    answer = client.generic("GET", path)
    assert answer.status_code in (301, 404)
    assert_stays(answer.headers.get("Location", "/"))


@pytest.mark.parametrize("https", [False, True])
def test_a_host_that_is_not_ours_gets_nothing(client: Client, settings: Settings, https: bool) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["notes.example"], https
    for headers in ({"Host": "evil.example"}, {"Host": "notes.example", "X-Forwarded-Host": "evil.example"}):
        answer = client.get("/document/room/", headers=headers)
        assert "evil.example" not in answer.headers.get("Location", "")
        assert answer.status_code == 400 or not headers["Host"].startswith("evil")


@pytest.mark.parametrize("name", [*OUT, *(f"{each}.png" for each in OUT)])
def test_a_file_is_stored_under_a_key_and_nowhere_else(
    client: Client, settings: Settings, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "a" / "b" / "files"
    uploads = settings.STORAGES["uploads"]
    uploads = uploads | {"OPTIONS": uploads["OPTIONS"] | {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"uploads": uploads}
    client.post("/document/room/files", {"file": SimpleUploadedFile(name.replace("\0", ""), b"x"), "base": name})
    client.post("/document/room/files", {"file": SimpleUploadedFile(name, b"x")})
    stored = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert stored
    for each in stored:
        assert re.fullmatch(r"[a-z2-7]{2}/[a-z2-7]{26}", str(each.relative_to(folder)))
    assert not re.search(r"[/\\\0]", File.objects.latest("pk").name)


@pytest.mark.parametrize("out", OUT)
def test_no_address_names_a_path(client: Client, out: str) -> None:
    accept("room", Writer("ada-0001").edit(0, Insert("1", 0, "text")))
    key = "a" * 26
    for place in (f"room/files/{key}/{out}", f"room/files/{out}", f"{out}.md", f"{out}/", f"room/block/{out}"):
        assert client.generic("GET", f"/document/{place}").status_code in (400, 404)
    for place in ("/static/", "/static/editor/", "/person/"):
        assert client.generic("GET", place + out).status_code in (400, 404)


def test_rooms_are_known_to_whom_they_are_told(client: Client) -> None:
    secret = new_room()
    accept(secret, Writer("ada-0001").edit(0, Insert("1", 0, "secret")))
    Client().get(f"/document/{secret}/")
    for address in addresses():
        if "/room" not in address:
            answer = client.get(address)
            content = b"".join(answer).decode()
            assert secret not in content + str(answer.headers)
            assert "secret" not in re.sub(r"csrfmiddlewaretoken\S+ value=\S+", "", content)


def test_a_room_that_nobody_has_written_in_answers_as_one_that_is_empty(client: Client) -> None:
    ada = Writer("ada-0001")
    accept("empty", ada.edit(0, Insert("1", 0, "x")), ada.undo(1))
    for address in ("/document/{}/", "/document/{}/outline", "/document/{}/people", "/document/{}/block/1"):
        for room in ("empty", "never"):
            assert client.get(address.format(room)).status_code == 200
