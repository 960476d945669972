"""A page for which there is no place says so, and goes on by itself when there is one."""

from collections.abc import Callable, Iterator

import pytest

from e2e.people import Person
from e2e.seats import Seat
from e2e.server import Server
from editor import limits

pytestmark = pytest.mark.any_engine

WHY = "() => document.querySelector('#waiting').innerText.split('\\n')[0]"


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Takes one connection a room."""
    server = Server(tmp_path_factory.mktemp("narrow"), settings={"LONGHAND_MAX_CONNECTIONS": "1"})
    server.start()
    yield server
    server.stop()


def test_a_document_that_is_full(seat: Callable[[], Seat], narrow: Server, room: str) -> None:
    address = f"{narrow.url}/document/{room}/"
    ada = Person("Ada", seat(), address)
    boris = seat()
    boris.goto(address)
    boris.wait_until(lambda: boris.js(WHY) == limits.FULL_HOUSE, lambda: f"why, but {boris.js(WHY)!r}")
    boris.click("section.block")
    boris.type("kept")
    ada.seat.goto("about:blank")
    boris.wait_until(lambda: boris.js(WHY) == "", lambda: f"a place, but {boris.js(WHY)!r}")
    boris.wait_until(lambda: narrow.markdown(room).strip() == "kept", lambda: narrow.markdown(room))
