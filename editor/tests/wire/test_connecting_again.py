"""Connections break, and nothing is lost or doubled: `since`, and sending again what is not answered."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from random import Random

import pytest

from e2e.network import Network
from e2e.server import Server

from .conftest import Enter, Log, Markdown
from .raw import raw, receive, revisions
from .typist import Typist, agree


async def test_the_first_frame_brings_what_one_missed(enter: Enter, network: Callable[[], Network]) -> None:
    way = network()
    ada, boris = await enter("ada", way), await enter("boris")
    assert revisions(ada.news[0]) == [], "nothing"
    await boris.do(["ins", "1", 0, "one"])
    await ada.sees("one")

    way.cut()
    before = len(ada.news)
    for text in ("\ntwo", "\nthree"):
        await boris.do(["ins", "1", 3, text])
        await boris.settled()
    way.restore()
    await ada.sees("one", "three", "two")
    assert revisions(ada.news[before]) == [2, 3]
    assert not ada.news[before].reset


async def test_a_second_page_starts_where_the_document_is(enter: Enter) -> None:
    ada = await enter("ada")
    await ada.do(["ins", "1", 0, "one\ntwo"])
    await ada.settled()
    boris = await enter("boris")
    assert boris.texts == ["one", "two"]
    assert (boris.revision, revisions(boris.news[0])) == (1, [])


async def test_an_edit_that_did_not_arrive_is_sent_again(enter: Enter, network: Callable[[], Network]) -> None:
    way = network()
    ada, boris = await enter("ada", way), await enter("boris")
    way.stall()
    await ada.do(["ins", "1", 0, "first "])
    await ada.do(["ins", "1", 6, "second"])  # which waits for the answer
    way.cut()
    await boris.do(["ins", "1", 0, "boris "])
    await boris.settled()
    way.restore()
    await boris.sees("boris first second")
    await ada.sees("boris first second")
    assert boris.revision == 3


async def test_an_edit_whose_answer_did_not_arrive_is_taken_once(
    enter: Enter, network: Callable[[], Network], server: Server, room: str, markdown: Markdown
) -> None:
    way = network()
    ada, boris = await enter("ada", way), await enter("boris")
    way.cut()
    edit = {"type": "edit", "seq": 1, "base": 0, "ops": [["ins", "1", 0, "once"]]}
    async with raw(server, room, ada.name, since=0) as earlier:
        await earlier.send(json.dumps(edit))
        await boris.sees("once")
    await boris.do(["ins", "1", 4, "!"])
    await boris.settled()

    await ada.do(["ins", "1", 0, "once"])  # of whose first attempt Ada knows nothing
    way.restore()
    await ada.sees("once!")
    await ada.settled()
    await ada.send(edit)
    await ada.do(["ins", "1", 0, "only "])
    assert await agree(markdown, ada, boris) == "only once!"
    assert boris.revision == 3


async def test_an_edit_that_is_stored_is_answered_when_it_comes_again(enter: Enter, server: Server, room: str) -> None:
    ada = await enter("ada")
    await ada.do(["ins", "1", 0, "once"])
    await ada.settled()
    async with raw(server, room, ada.name, since=1) as again:
        assert revisions(await receive(again)) == []
        await again.send(json.dumps({"type": "edit", "seq": 1, "base": 1, "ops": [["ins", "1", 0, "once"]]}))
        while not (answer := await receive(again)).changes:
            pass
    (change,) = answer.changes
    assert (change.rev, change.by, change.seq) == (1, ada.name, 1)
    assert [partial.id for partial in answer.partials] == []


@pytest.mark.parametrize("end", ["stop", "kill"])
async def test_a_server_that_ends_and_comes_again(
    enter: Enter, server: Server, markdown: Markdown, random: Random, end: str
) -> None:
    alphabets = {"ada": 0x0100, "boris": 0x05D0, "clara": 0x4E00}
    typists = [Typist(await enter(name), first, Random(random.random())) for name, first in alphabets.items()]

    async def end_and_start() -> None:
        await typists[0].client.reaches(20)
        await asyncio.to_thread(getattr(server, end))
        await asyncio.to_thread(server.start)

    await asyncio.gather(end_and_start(), *[typist.type(40) for typist in typists])

    text = await agree(markdown, *[typist.client for typist in typists])
    for typist in typists:
        assert typist.own(text) == typist.typed, "all of one's own, once and in the order typed"
        assert set(typist.client.codes) <= {1006, 1012}, "come again"


@contextmanager
def database_away(server: Server) -> Iterator[None]:
    with closing(sqlite3.connect(server.log.parent / "longhand.sqlite3")) as database:
        database.execute("ALTER TABLE editor_document RENAME TO elsewhere")
        try:
            yield
        finally:
            database.execute("ALTER TABLE elsewhere RENAME TO editor_document")


async def test_a_database_that_is_away_for_a_while(enter: Enter, server: Server, log: Log, markdown: Markdown) -> None:
    ada, boris = await enter("ada"), await enter("boris")
    await ada.do(["ins", "1", 0, "before"])
    await boris.sees("before")
    log.expects_tracebacks = True

    with database_away(server):
        await ada.do(["ins", "1", 6, ", after"])
        await ada.until(lambda: bool(ada.codes))

    assert await agree(markdown, ada, boris) == "before, after"
    assert set(ada.codes) == {1012}, "come again"
    assert boris.codes == [], "who has nothing to lose is left alone"
