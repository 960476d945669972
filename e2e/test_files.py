"""Images and other files come into a document by the file chooser, for everyone."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from e2e.network import Network
from e2e.people import Arrive, Person
from e2e.playwright_seat import PlaywrightSeat
from e2e.seats import Seat
from e2e.server import Server

# What stands in the blocks, in order: the words of a text, the names of pictures that have been loaded
SHOWN = """() => [...document.querySelectorAll("#blocks .rendered")].map((rendered) => {
    rendered.scrollIntoView();
    const picture = rendered.querySelector("img"), loaded = picture?.complete && picture.naturalWidth === 40;
    return picture ? `${loaded ? "" : "not yet "}${picture.alt}` : rendered.textContent.trim();
})"""
# A picture anew, of which nothing is there yet; and how large one is
AGAIN = """() => {
    const picture = document.querySelector("#blocks img"), again = picture.cloneNode();
    again.src = `${picture.src}?again`;
    picture.replaceWith(again);
}"""
LARGE = """() => {
    const picture = document.querySelector("#blocks img"), { width, height } = picture.getBoundingClientRect();
    return [picture.complete && picture.naturalWidth > 0, width, height];
}"""
PROGRESS = "() => document.querySelector('#upload progress').getClientRects().length > 0"
NOTICES = "() => [...document.querySelectorAll('.notice[open] p')].map((notice) => notice.textContent)"
CHOSEN = "() => document.querySelector('#file').files.length"


def png(width: int = 40, height: int = 30) -> bytes:
    """A picture all of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x2a\x46\xa0" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "a [picture].png"
    file.write_bytes(png())
    return file


def add(person: Person, n: int, *files: Path) -> None:
    """With the caret in the n-th block."""
    person.click_block(n)
    person.seat.choose("#file", *files)


def test_a_picture_stands_where_it_was_put_for_both(person: Arrive, room: str, picture: Path) -> None:
    ada, boris = person("Ada", room), person("Boris", room)
    ada.click_block(0)
    ada.write("one\ntwo")
    ada.settled()
    add(ada, 0, picture)
    for each in (ada, boris):
        each.waits_for(SHOWN, ["one", picture.name, "two"])
    ada.waits_for(CHOSEN, 0)
    ada.seat.press("End")
    ada.write("!")
    boris.waits_for(SHOWN, ["one!", picture.name, "two"])
    ada.press("Control", "z", times=2)
    boris.waits_for(SHOWN, ["one", "two"])


def test_what_is_below_a_picture_stays_where_it_is_when_that_comes(
    person: Arrive, network: Callable[[], Network], room: str, picture: Path
) -> None:
    way = network()
    ada = person("Ada", room, way)
    add(ada, 0, picture)
    ada.waits_for(SHOWN, [picture.name, ""])
    way.stall()
    ada.seat.js(AGAIN)
    ada.waits_for(LARGE, [False, 40, 30])
    way.restore()
    ada.waits_for(LARGE, [True, 40, 30])


def test_one_sees_that_it_is_under_way(
    person: Arrive, network: Callable[[], Network], room: str, picture: Path
) -> None:
    way = network()
    ada, boris = person("Ada", room, way), person("Boris", room)
    assert not ada.seat.js(PROGRESS)
    way.stall()
    add(ada, 0, picture)
    ada.waits_for(PROGRESS, True)
    way.restore()
    for each in (ada, boris):
        each.waits_for(SHOWN, [picture.name, ""])
    ada.waits_for(PROGRESS, False)


def test_one_is_told_what_cannot_be_added(person: Arrive, room: str, picture: Path, tmp_path: Path) -> None:
    ada = person("Ada", room)
    large = tmp_path / "large.png"
    large.write_bytes(png() + bytes(11 * 1024 * 1024))
    drawing = tmp_path / "drawing.svg"
    drawing.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    add(ada, 0, large, picture, drawing)
    told = [
        "“large.png” is 11.1 MB; at most 10 MB can be added here.",
        "“drawing.svg” is no image that can be shown here. It was added as a file.",
    ]
    ada.waits_for(NOTICES, told)
    ada.waits_for(SHOWN, ["drawing.svg", picture.name])


@pytest.mark.engines("chromium", "firefox")  # WebDriver cannot fail a request
@pytest.mark.parametrize("status", [413, 500, None])
def test_one_is_told_that_an_upload_failed(person: Arrive, room: str, picture: Path, status: int | None) -> None:
    """Whether something on the way answers, or nothing does."""
    ada = person("Ada", room)
    assert isinstance(ada.seat, PlaywrightSeat)
    page = ada.seat.page
    page.route("**/files", lambda route: route.fulfill(status=status) if status else route.abort())
    add(ada, 0, picture)
    ada.waits_for(NOTICES, ["Nothing was added: the upload failed. Try again, or add less at once."])
    ada.waits_for(CHOSEN, 0)
    ada.seat.trouble().clear()  # the console tells of it too
    ada.write("words")
    page.unroute("**/files")
    add(ada, 0, picture)
    ada.waits_for(NOTICES, [])
    ada.waits_for(SHOWN, ["words", picture.name])


def test_without_javascript(
    unscripted: Callable[[], Seat], person: Arrive, server: Server, room: str, picture: Path
) -> None:
    ada, seat = person("Ada", room), unscripted()
    ada.click_block(0)
    ada.write("one\ntwo")
    ada.settled()
    seat.goto(f"{server.url}/document/{room}/block/1")
    seat.choose("#file", picture)
    seat.click(".add-file button")
    seat.wait_until(lambda: seat.address().endswith(f"/document/{room}/"), seat.address)
    ada.waits_for(SHOWN, ["one", picture.name, "two"])
