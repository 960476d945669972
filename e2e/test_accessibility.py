"""axe finds nothing to complain of in any state of the pages."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from e2e.network import Network
from e2e.people import Arrive
from e2e.seats import Seat
from e2e.server import Server

AXE = f"() => {{ {files('axe_playwright_python').joinpath('axe.min.js').read_text()} }}"
COMPLAINTS = """async () => {
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 120))]);
}"""
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


def complaints(seat: Seat) -> list[Any]:
    seat.js(AXE)
    return list(seat.js(COMPLAINTS))


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
