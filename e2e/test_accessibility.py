"""axe finds nothing to complain of in any state of the pages."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from e2e.network import Network
from e2e.people import Arrive
from e2e.playwright_seat import PlaywrightSeat
from e2e.seats import Seat
from e2e.server import Server

EVERY_KIND = """# Title
A *paragraph* with `code`, a [link](/) and $x^2$[^1].
- [x] done
- [ ] not yet
> quoted
```python
def code(): return "text"  # comment
```
| a | b |
| --- | --- |
| 1 | 2 |
> [!NOTE]
> Noted.
[^1]: A note."""


@pytest.fixture(autouse=True)
def _playwright(browser_name: str) -> None:
    if browser_name == "webkit":
        pytest.skip("axe is put into the page by Playwright, which cannot drive WebKitGTK")


def complaints(seat: Seat) -> list[Any]:
    assert isinstance(seat, PlaywrightSeat)
    found = Axe().run(seat.page).response["violations"]
    return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found]


def test_a_document_in_all_of_its_states(person: Arrive, network: Callable[[], Network], room: str) -> None:
    way = network()
    ada = person("Ada", room, way)
    assert complaints(ada.seat) == []
    ada.click_block(0)
    ada.insert(EVERY_KIND)
    ada.sees("A note.")
    ada.settled()
    assert complaints(ada.seat) == []
    ada.click_block(1)
    assert complaints(ada.seat) == []
    ada.insert("x" * 100_001)
    ada.waits_for("() => document.querySelectorAll('.notice').length", 1)
    assert complaints(ada.seat) == []
    way.block_websockets()
    ada.waits_for("() => document.querySelector('#status').dataset.by", "requests")
    assert complaints(ada.seat) == []
    way.cut()
    ada.is_shown("offline")
    ada.press("End")
    ada.write("x")
    assert complaints(ada.seat) == []


@pytest.mark.parametrize("address", ["/", "/document/room/block/1", "/no-such-page", "/document/open?name=a/b"])
def test_other_pages(seat: Callable[[], Seat], server: Server, address: str) -> None:
    window = seat()
    window.goto(server.url + address)
    assert complaints(window) == []
