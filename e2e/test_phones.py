"""On a phone everything is large enough to be touched, and nothing is wider than the screen."""

from collections.abc import Callable
from typing import Any

import pytest

from e2e.people import Arrive, Person
from e2e.seats import Seat
from e2e.server import Server
from e2e.test_accessibility import EVERY_KIND

NARROW, LOW = 360, 640
RESIZED = "() => innerWidth < 480"  # WebKitGTK's window has a least width
# What one touches that has less than 44 pixels either way, but for links in a text; a box is touched by its label
SMALL = """() => [...document.querySelectorAll("a, button, select, input, textarea:not(.source), .tools label")]
    .filter((each) => !each.closest(".rendered, .lead, .visually-hidden"))
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .map((each) => (each.matches("[type=checkbox]") ? each.closest("label") : each))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, { width, height }]) => width < 44 || height < 44)
    .map(([each, { width, height }]) => `${each.outerHTML.slice(0, 80)}: ${width} by ${height}`)"""
# A field into which iOS zooms
FINE_PRINT = """() => [...document.querySelectorAll("input:not([type=checkbox]), textarea, select")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => parseFloat(getComputedStyle(each).fontSize) < 16)
    .map((each) => each.outerHTML.slice(0, 80))"""
BEYOND = "() => ((page) => page.scrollWidth - page.clientWidth)(document.documentElement)"
# Whether all of its sides are in sight, with nothing in front
REACHED = """(css) => {
    const { left, right, top, bottom } = document.querySelector(css).getBoundingClientRect();
    const x = (left + right) / 2, y = (top + bottom) / 2;
    const sides = [[left + 2, y], [right - 2, y], [x, top + 2], [x, bottom - 2]];
    return sides.every(([x, y]) => document.elementFromPoint(x, y)?.closest(css));
}"""
# Where the field, the bar above it and the menu below it are
ASKED_WITH = """() => {
    const boxes = [".bar", ".source:focus", ".slash"].map((css) => document.querySelector(css).getBoundingClientRect());
    const [bar, source, menu] = boxes.map(({ top, bottom }) => [top, bottom].map(Math.round));
    return bar[1] <= source[0] && source[1] <= menu[0] ? "in sight" : JSON.stringify([bar, source, menu]);
}"""
SUITS = "() => document.querySelectorAll('#found [aria-current]').length"
OPEN = "() => [...document.querySelectorAll(':popover-open')].map(({ id }) => id)"


def fits_a_phone(seat: Seat) -> None:
    problems: dict[str, Any] = {"small": seat.js(SMALL), "fine print": seat.js(FINE_PRINT), "beyond": seat.js(BEYOND)}
    assert problems == {"small": [], "fine print": [], "beyond": 0}


@pytest.fixture
def ada(person: Arrive, room: str) -> Person:
    """Someone with a phone, who comes to where another is."""
    person("Boris", room)
    ada = person("Ada", room)
    ada.seat.resize(NARROW, LOW)
    ada.waits_for(RESIZED, True)
    ada.waits_for("() => document.querySelectorAll('.everyone').length", 1)
    return ada


def test_every_state_of_a_document(ada: Person) -> None:
    fits_a_phone(ada.seat)
    ada.click_block(0)
    ada.write("/")
    ada.waits_for("() => document.querySelectorAll('.slash button').length", 14)
    fits_a_phone(ada.seat)
    ada.press("Backspace")
    ada.insert(EVERY_KIND)
    ada.sees("A note.")
    fits_a_phone(ada.seat)
    ada.insert("x" * 100_001)
    ada.waits_for("() => document.querySelectorAll('.notice[open]').length", 1)
    fits_a_phone(ada.seat)
    ada.seat.click(".notice[open] button")
    ada.seat.click("#self")
    ada.waits_for(OPEN, ["naming"])
    fits_a_phone(ada.seat)
    ada.press("Escape")


@pytest.mark.engines("chromium", "firefox")  # so narrow, a WebKit window leaves the mouse, and the focus with it
def test_what_one_asks_the_menu_with_is_in_sight(ada: Person) -> None:
    ada.click_block(0)
    ada.insert("\n".join(map(str, range(40))))
    ada.press("Enter")
    ada.write("/")
    ada.waits_for("() => document.querySelectorAll('.slash button').length", 14)
    ada.waits_for(ASKED_WITH, "in sight")


def test_everything_is_reached_by_touch(ada: Person) -> None:
    """Without the toolbar being pushed aside first."""
    ada.click_block(0)
    ada.write("# Title\nwords")
    ada.settled()
    ada.press("Shift", "Home")
    for css in (
        "#self",
        ".everyone",
        "#toolbar label",
        "#toolbar [popovertarget=find]",
        "#toolbar [popovertarget=comments]",
        "#toolbar [popovertarget=outline]",
    ):
        assert ada.seat.js(REACHED, css), css
    ada.seat.click("#toolbar [popovertarget=comments]")
    ada.waits_for("() => document.activeElement.id", "comment")
    ada.write("Which ones?")
    fits_a_phone(ada.seat)
    assert ada.seat.js(REACHED, ".draft .primary")
    ada.seat.click(".draft .primary")
    ada.waits_for("() => document.querySelectorAll('.thread a.quote').length", 1)
    fits_a_phone(ada.seat)
    assert ada.seat.js(REACHED, "#comments-close")
    ada.seat.click("#comments-close")
    ada.seat.click("#toolbar [popovertarget=outline]")
    ada.waits_for("() => document.querySelectorAll('#outline a').length", 1)
    fits_a_phone(ada.seat)
    assert ada.seat.js(REACHED, "#outline a")
    ada.seat.click("#outline a")
    ada.has_caret("# Title|")
    ada.seat.click(".everyone")
    ada.waits_for("() => document.querySelectorAll('#people .row').length", 2)
    fits_a_phone(ada.seat)
    ada.seat.click("#people button")
    ada.waits_for("() => document.querySelector('#people button').ariaPressed", "true")
    ada.seat.js("() => document.querySelector('#people').hidePopover()")
    ada.seat.click("#toolbar [popovertarget=find]")
    ada.waits_for("() => document.activeElement.id", "find-what")
    ada.write("w")
    ada.waits_for(SUITS, 1)
    fits_a_phone(ada.seat)
    assert ada.seat.js(REACHED, "#find-close")


def test_the_tools_stand_on_the_keyboard(person: Arrive, room: str) -> None:
    ada = person("Ada", room)
    ada.seat.resize(NARROW, LOW)
    ada.waits_for(RESIZED, True)
    ada.click_block(0)
    ada.write("/")
    ada.waits_for("() => document.querySelectorAll('.slash button').length", 14)
    ada.seat.js("() => document.body.style.setProperty('--keyboard', '200px')")  # as the script does it
    bottom = "(css) => innerHeight - document.querySelector(css).getBoundingClientRect().bottom"
    assert ada.seat.js(bottom, ".tools") == 200
    top = "(css) => innerHeight - document.querySelector(css).getBoundingClientRect().top"
    assert ada.seat.js(bottom, ".slash") == ada.seat.js(top, ".tools")


@pytest.mark.parametrize("address", ["", "block/1", "find?find=a", "comments"])
def test_other_pages(seat: Callable[[], Seat], server: Server, room: str, address: str) -> None:
    window = seat()
    window.goto(f"{server.url}/document/{room}/{address}")
    window.resize(NARROW, LOW)
    window.wait_until(lambda: window.js(RESIZED), lambda: str(window.js("() => innerWidth")))
    fits_a_phone(window)
