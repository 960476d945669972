"""Everyone sees where the others are: on the text that they have, as it changes, and for as long as it is so."""

import asyncio
import json
from itertools import count
from typing import Any

import pytest

from e2e.server import Server
from editor.guests import guest

from .client import Client
from .conftest import Enter
from .frames import Frame
from .test_presence import people
from .test_requests import Requests

MOVES = 40


def carets_of(frame: Frame) -> dict[str, Any] | None:
    """By the people's keys; None if the frame does not tell."""
    for partial in frame.partials:
        if partial.id == "carets":
            places = {each.attributes["data-person"]: each.attributes["data-place"] for each in partial.elements}
            return {str(person): json.loads(place or "") for person, place in places.items()}
    return None


def carets(client: Client) -> dict[str, Any]:
    """As the last frame told that told of them."""
    told = [carets for frame in client.frames if (carets := carets_of(frame)) is not None]
    return told[-1] if told else {}


def key(client: Client) -> str:
    return guest(client.name).key


async def is_at(client: Client, *place: Any) -> None:
    """The person tells so."""
    await client.send({"type": "caret", "base": client.revision, "caret": place or None})


async def sees(client: Client, **places: list[Any]) -> None:
    """The carets of these people, by the first word of their clients' names, and no others."""
    wanted = {guest(f"{name}-0001").key: place for name, place in places.items()}
    await client.until(lambda: carets(client) == wanted, lambda: f"{wanted} and not {carets(client)}")


@pytest.fixture
async def ada(enter: Enter) -> Client:
    ada = await enter("ada")
    await ada.do(["ins", "1", 0, "One two\nthree"])
    await ada.settled()
    await is_at(ada)
    await sees(ada)
    return ada


async def test_everyone_sees_everyones_until_they_are_nowhere_or_gone(ada: Client, enter: Enter) -> None:
    boris = await enter("boris")
    await is_at(boris, "1", 2, 5)
    await is_at(ada, "1", 1, 1, "1x1")
    for each in (ada, boris):
        await sees(each, ada=["1", 1, 1, "1x1"], boris=["1", 2, 5])
    clara = await enter("clara")
    assert carets(clara).keys() == {key(ada), key(boris)}, "the first frame has those that are there"
    await is_at(ada)
    await sees(clara, boris=["1", 2, 5])
    await boris.leave()
    await sees(clara)


async def test_a_caret_says_whose_it_is(ada: Client, enter: Enter) -> None:
    boris = await enter("boris")
    await is_at(boris, "1", 2, 2)
    await sees(ada, boris=["1", 2, 2])
    (caret,) = [partial for frame in ada.frames for partial in frame.partials if partial.id == "carets"][-1].elements
    assert (caret.tag, caret.id) == ("i", f"caret-{key(boris)}")
    assert caret.text() == guest(boris.name).name
    assert (caret.attributes["class"] or "").startswith("caret person-")


async def test_whoever_types_takes_their_caret_along_and_pushes_the_others(ada: Client, enter: Enter) -> None:
    boris = await enter("boris")
    await is_at(boris, "1", 4, 7)
    await ada.do(["ins", "1", 3, "!"])
    await sees(boris, ada=["1", 4, 4], boris=["1", 5, 8])
    await ada.do(["ins", "1", 6, "\n"])
    await sees(boris, ada=["3x1", 0, 0], boris=["1", 5, 2, "3x1"])


async def test_a_caret_of_an_earlier_revision_is_carried_to_the_one_of_the_frame(ada: Client, enter: Enter) -> None:
    boris = await enter("boris")
    base = boris.revision
    await ada.do(["ins", "1", 0, ">>> "])
    await ada.settled()
    await boris.send({"type": "caret", "base": base, "caret": ["1", 7, 7]})
    await sees(ada, ada=["1", 4, 4], boris=["1", 11, 11])
    told = [frame for frame in ada.frames if carets_of(frame)]
    assert told[-1].revision == base + 1


async def test_many_moves_are_few_frames_and_the_last_one_counts(ada: Client, enter: Enter) -> None:
    boris = await enter("boris")
    for move in range(MOVES):
        await is_at(boris, "1", move % 7, move % 7)
        await is_at(boris, "1", 7, 7)
    await sees(ada, boris=["1", 7, 7])
    assert len([frame for frame in ada.frames if carets_of(frame)]) < MOVES / 2


async def test_where_nothing_moves_nothing_is_sent(ada: Client, enter: Enter) -> None:
    boris = await enter("boris")
    await is_at(boris, "1", 3, 3)
    await sees(ada, boris=["1", 3, 3])
    before = len([frame for frame in ada.frames if carets_of(frame) is not None])
    await is_at(boris, "1", 3, 3)
    await is_at(boris, "1", 4, 4)
    await sees(ada, boris=["1", 4, 4])
    assert len([frame for frame in ada.frames if carets_of(frame) is not None]) == before + 1


@pytest.mark.parametrize("place", [["1", 99, 10**9], ["gone", 0, 0], ["1", 0, 0, "1"]])
async def test_places_that_are_not_in_the_text_hurt_nobody(ada: Client, enter: Enter, place: list[Any]) -> None:
    boris = await enter("boris")
    await is_at(boris, *place)
    await sees(ada, boris=place[:3])
    await ada.do(["ins", "1", 0, "x"])
    await ada.settled()


async def test_who_asks_by_requests_has_a_caret_too(ada: Client, server: Server, room: str) -> None:
    boris = Requests(server, room)
    listening = asyncio.create_task(listen(boris, ada.revision))
    await ada.until(lambda: len(people(ada)) == 2)
    await boris.edits({"type": "caret", "base": ada.revision, "caret": ["1", 3, 3]}, since=ada.revision)
    await ada.until(lambda: carets(ada) == {guest("boris-01").key: ["1", 3, 3]})
    await is_at(ada, "1", 0, 0)
    await ada.until(lambda: carets(ada) == {guest("boris-01").key: ["1", 3, 3], key(ada): ["1", 0, 0]})
    listening.cancel()
    await ada.until(lambda: carets(ada) == {key(ada): ["1", 0, 0]})


async def listen(asker: Requests, revision: int) -> None:
    while True:
        await asker.news(revision)


async def test_they_come_with_the_text_that_moves_them(ada: Client, enter: Enter) -> None:
    """Unless they were shown a moment ago."""
    boris = await enter("boris")
    async with asyncio.timeout(20):
        for place in count():
            await ada.do(["ins", "1", place, "!"])
            await asyncio.sleep(0.3)  # she types slowly
            if any(frame.changes and key(ada) in (carets_of(frame) or {}) for frame in boris.frames):
                break
