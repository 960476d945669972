"""What a short document costs the line: the page and everything that it loads, as it comes over HTTPS."""

from urllib.request import Request, urlopen

import pytest

from e2e.people import Arrive

pytestmark = pytest.mark.any_engine

MOST = 40 * 1024  # bytes
LOADED = "() => [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name.split('#')[0])]"


def test_the_whole_page_of_a_short_document(person: Arrive, room: str) -> None:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.write("# A title\nA paragraph with **bold** words.\n- tea\n- milk")
    ada.settled()
    ada.comes()
    addresses = {each for each in ada.seat.js(LOADED) if "/ws/" not in each}
    sizes = {address.rpartition("/")[2]: weight(address) for address in addresses}
    assert sum(sizes.values()) <= MOST, sizes
    assert {name.partition(".")[0] for name in sizes} >= {"htmx-2", "editor", "base", "page"}


def weight(address: str) -> int:
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip, br"}), timeout=10) as answer:
        return len(answer.read())
