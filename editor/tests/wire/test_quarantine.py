"""A document whose rows are broken, under the running server: its edits are refused, all others go on."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from websockets.asyncio.client import ClientConnection

from e2e.server import Server

from .conftest import Enter, Log
from .frames import Frame
from .raw import raw, receive

# Someone has put a change there that no revision of the document knows of: the next one has no place
STRAY_CHANGE = """
    INSERT INTO editor_change
        (document_id, revision, client, seq, kind, operations, additions, inverse, made_at)
    SELECT id, revision + 1, 'nobody-1', 1, 'edit', '[]', '[]', '[]', created_at FROM editor_document WHERE room = ?
"""
NO_STRAY_CHANGE = """
    DELETE FROM editor_change
    WHERE client = 'nobody-1' AND document_id = (SELECT id FROM editor_document WHERE room = ?)
"""
NO_BLOCKS = "DELETE FROM editor_block WHERE document_id = (SELECT id FROM editor_document WHERE room = ?)"
NO_CHANGES = "DELETE FROM editor_change WHERE document_id = (SELECT id FROM editor_document WHERE room = ?)"
NO_DOCUMENT = "DELETE FROM editor_document WHERE room = ?"
UNREADABLE_CHANGE = """
    UPDATE editor_change SET operations = '["nonsense"]'
    WHERE revision = 2 AND document_id = (SELECT id FROM editor_document WHERE room = ?)
"""


def execute(server: Server, room: str, *statements: str) -> None:
    with closing(sqlite3.connect(server.log.parent / "longhand.sqlite3", timeout=20)) as database, database:
        for statement in statements:
            database.execute(statement, [room])


@pytest.fixture
def broken(server: Server, room: str) -> Iterator[str]:
    """A room whose document may be broken: nobody else sees it again."""
    yield f"{room}-broken"
    execute(server, f"{room}-broken", NO_BLOCKS, NO_CHANGES, NO_DOCUMENT)


def edit(seq: int, base: int, text: str) -> str:
    return json.dumps({"type": "edit", "seq": seq, "base": base, "ops": [["ins", "1", 0, text]]})


async def answer(socket: ClientConnection) -> Frame:
    while not ((frame := await receive(socket)).changes or frame.refused):
        pass
    return frame


async def test_edits_that_cannot_be_stored_are_refused_and_other_rooms_go_on(
    server: Server, broken: str, enter: Enter, log: Log
) -> None:
    log.expects_tracebacks = True
    ada = await enter("ada")
    async with raw(server, broken, "boris-01") as boris:
        await boris.send(edit(1, 0, "one"))
        await answer(boris)
        execute(server, broken, STRAY_CHANGE)
        for _ in range(3):
            await boris.send(edit(2, 1, "two "))
            assert (await answer(boris)).refused == {"seq": 2, "code": "unavailable"}
            await ada.do(["ins", "1", 0, "x"])
            await ada.settled()
        assert sum("Traceback" in line for line in log.lines()) == 1

        execute(server, broken, NO_STRAY_CHANGE)
        await boris.send(edit(2, 1, "two "))
        (change,) = (await answer(boris)).changes
        assert (change.rev, change.by) == (2, "boris-01")
    assert ada.texts == ["xxx"]


async def test_a_block_that_is_gone_takes_no_edits(server: Server, broken: str) -> None:
    async with raw(server, broken, "ada-0001") as ada:
        await ada.send(edit(1, 0, "one"))
        await answer(ada)
    server.stop()  # which remembers what it wrote
    execute(server, broken, NO_BLOCKS)
    server.start()
    async with raw(server, broken, "ada-0001", since=1) as ada:
        await ada.send(edit(2, 1, "two "))
        assert (await answer(ada)).refused == {"seq": 2, "code": "unknown-block"}
    async with raw(server, broken, "boris-01", since=0) as boris:
        await receive(boris)


async def test_who_misses_what_cannot_be_read_gets_the_document_whole(server: Server, broken: str, log: Log) -> None:
    log.expects_tracebacks = True
    async with raw(server, broken, "ada-0001") as ada:
        for base, text in enumerate(["one", "two ", "three "]):
            await ada.send(edit(base + 1, base, text))
            await answer(ada)
    server.stop()  # which remembers what it wrote
    execute(server, broken, UNREADABLE_CHANGE)
    server.start()
    async with raw(server, broken, "ada-0001", since=3) as ada, raw(server, broken, "boris-01", since=1) as boris:
        first = await receive(boris)
        assert (first.reset, first.revision) == (True, 3)
        await boris.send(edit(1, 1, "late "))
        assert (await answer(boris)).refused == {"seq": 1, "code": "unavailable"}
        await ada.send(edit(4, 3, "four "))
        assert [change.rev for change in (await answer(ada)).changes] == [4]
        assert [change.rev for change in (await answer(boris)).changes] == [4]
