"""axe finds nothing to complain of in any state of the pages."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from e2e.network import Network
from e2e.people import Arrive
from e2e.seats import Seat
from e2e.server import Server
from editor.toolbar import BUTTONS

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

FOLLOWED = "() => document.querySelectorAll('#presence [aria-pressed=true]').length"
UNDER_WAY = "() => document.querySelectorAll('#upload.htmx-request').length"
MOVING = """() => document.getAnimations().map((each) => each.effect.getComputedTiming().activeDuration)
    .filter((duration) => duration > 0 && duration < Infinity).length"""
FOCUSED = "() => ((one) => one.id || one.ariaLabel || one.innerText)(document.activeElement)"


def complaints(seat: Seat) -> list[Any]:
    """When nothing fades any more, for what is half gone has no contrast."""
    seat.wait_until(lambda: not seat.js(MOVING), lambda: f"{seat.js(MOVING)} parts of the page still move")
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
    ada.seat.click("#toolbar [popovertarget=find]")
    ada.write("a")
    ada.waits_for("() => document.querySelectorAll('#found [aria-current]').length", 1)
    assert complaints(ada.seat) == []
    ada.seat.click("#find-close")
    ada.click_block(1)
    ada.insert("x" * 100_001)
    ada.waits_for("() => document.querySelectorAll('.notice[open]').length", 1)
    assert complaints(ada.seat) == []
    way.block_websockets()
    ada.waits_for("() => document.querySelector('#status').dataset.by", "requests")
    assert complaints(ada.seat) == []
    way.cut()
    ada.is_shown("offline")
    ada.press("End")
    ada.write("x")
    assert complaints(ada.seat) == []


def test_a_document_with_others_in_it(
    person: Arrive, network: Callable[[], Network], room: str, tmp_path: Path
) -> None:
    way = network()
    ada, boris = person("Ada", room, way), person("Boris", room)
    ada.seat.resize(1000, 700)
    boris.click_block(0)
    boris.write("# Title\none\ntwo")
    boris.press("Shift", "Home")
    ada.waits_for("() => document.querySelectorAll('#carets b > b').length", 1)
    assert complaints(ada.seat) == []
    ada.seat.click(f"#presence [value='{ada.seat.attribute('#carets > .caret', 'data-person')}']")
    ada.waits_for(FOLLOWED, 1)
    assert complaints(ada.seat) == []
    ada.seat.click("#toolbar [popovertarget=outline]")
    ada.waits_for("() => document.querySelectorAll('#outline:popover-open a').length", 1)
    assert complaints(ada.seat) == []
    ada.seat.click("#outline a")
    ada.has_caret("# Title|")
    ada.press("Shift", "ArrowDown")
    ada.has_chosen("# Title", "one")
    assert complaints(ada.seat) == []
    way.stall()
    (tmp_path / "notes.txt").write_text("A file")
    ada.seat.choose("#file", tmp_path / "notes.txt")
    ada.waits_for(UNDER_WAY, 1)
    assert complaints(ada.seat) == []
    way.restore()
    ada.waits_for(UNDER_WAY, 0)


def test_comments_on_a_document(person: Arrive, room: str) -> None:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.write("A title")
    ada.settled()
    ada.press("Shift", "Home")
    ada.seat.click("#toolbar [popovertarget=comments]")
    ada.waits_for(FOCUSED, "comment")
    assert complaints(ada.seat) == []
    ada.write("Good, see http://example.org")
    ada.seat.click(".draft .primary")
    ada.waits_for("() => document.querySelectorAll('#threads > .threads .remove').length", 1)
    assert complaints(ada.seat) == []
    ada.seat.click("#threads [name=resolve]")
    ada.waits_for("() => document.querySelectorAll('#threads > .resolved').length", 1)
    ada.seat.click(".resolved > summary")
    assert complaints(ada.seat) == []


def test_few_stops_lead_to_the_text(person: Arrive, room: str) -> None:
    ada = person("Ada", room)
    stops = []
    for _ in range(8):
        ada.press("Tab")
        stops.append(ada.seat.js(FOCUSED))
    assert stops == ["Longhand", "Untitled", "self", "Share", "Undo", "file", "Edit block", "Plain Markdown"]


def test_the_arrows_go_through_the_toolbar(person: Arrive, room: str) -> None:
    ada = person("Ada", room)
    ada.seat.js("() => document.querySelector('#toolbar button').focus()")
    for label in [button.label for button in BUTTONS if button.icon] + ["Find and replace"]:
        assert ada.seat.js(FOCUSED) == label
        ada.press("ArrowRight")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/document/room/block/1",
        "/document/room/find?find=a",
        "/document/room/comments",
        "/no-such-page",
        "/document/open?name=a/b",
    ],
)
def test_other_pages(seat: Callable[[], Seat], server: Server, address: str) -> None:
    window = seat()
    window.goto(server.url + address)
    assert complaints(window) == []
