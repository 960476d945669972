"""The page of a long document: one writes in its beginning while the rest still comes."""

import re
import string
from collections.abc import Callable
from random import Random

import pytest

from e2e.network import Network
from e2e.people import Arrive, Stored, agree
from e2e.playwright_seat import PlaywrightSeat

# A WebDriver's commands wait for the whole page
pytestmark = pytest.mark.engines("chromium", "firefox")

BLOCKS = 600
BEGINNING = 40_000  # bytes of the page as it is sent: more than each of its scripts has
BEGUN = "() => !!document.querySelector('#editor.live')"
COMPLETE = "() => document.readyState === 'complete'"


def test_one_writes_in_what_is_there(
    person: Arrive, network: Callable[[], Network], room: str, stored: Stored, random: Random
) -> None:
    way = network()
    ada, boris = person("Ada", room, way), person("Boris", room)
    paragraphs = ["".join(random.choices(string.ascii_letters, k=150)) for _ in range(BLOCKS)]
    boris.click_block(0)
    boris.insert("\n".join(paragraphs))
    boris.settled()

    assert isinstance(ada.seat, PlaywrightSeat)
    way.hold_back(BEGINNING)
    ada.seat.page.goto(ada.seat.address(), wait_until="commit")
    ada.waits_for(BEGUN, True)
    ada.sees(paragraphs[0])
    ada.click_before(paragraphs[0])
    ada.write("early ")
    ada.sees(f"early {paragraphs[0]}")
    ada.press("Control", "End")  # the page may end in the middle of a text by now, and she writes in a whole one
    ada.write(" between")
    ada.is_told("Connecting…")
    assert paragraphs[-1] not in ada.text()
    boris.press("Control", "End")
    boris.write(" late")
    boris.settled()
    assert not ada.seat.js(COMPLETE)

    way.restore()
    blocks = agree(room, stored, ada, boris)
    assert blocks[0].startswith("early ")
    assert blocks[-1] == f"{paragraphs[-1]} late"
    assert "\n".join(blocks).count(" between") == 1
    assert [re.sub("early | between| late", "", block) for block in blocks] == paragraphs
