"""The commands for operators, used while people write."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from websockets.exceptions import ConnectionClosed

from e2e.network import Network
from e2e.server import Server
from editor.management.embedded import opened

from ..backups import at, manage, replaced
from .conftest import Enter, Markdown
from .raw import raw, receive
from .typist import agree

PACE = 0.005  # seconds between two letters


class Operator:
    """Runs the commands beside the server."""

    def __init__(self, server: Server) -> None:
        self._database = server.log.parent / "longhand.sqlite3"

    async def __call__(self, *command: str | Path) -> None:
        done = await asyncio.to_thread(manage, *command, **at(self._database))
        assert done.returncode == 0, done.stdout + done.stderr

    async def restore(self, file: Path) -> Path:
        """Where the restored database's earlier content is."""
        await self("restore", file, "--no-input")
        return replaced(self._database)[-1]


def rows(file: Path, query: str, *parameters: str) -> list[tuple[object, ...]]:
    with opened(file, "ro") as database:
        return database.execute(query, parameters).fetchall()


async def test_a_backup_is_made_while_someone_writes_and_put_back_under_the_server(
    enter: Enter, network: Callable[[], Network], server: Server, markdown: Markdown, tmp_path: Path
) -> None:
    operator, file, way = Operator(server), tmp_path / "backup.sqlite3", network()
    ada = await enter("ada", way)

    async def back_up() -> None:
        await ada.reaches(10)
        await operator("backup", file)
        await operator("verify_documents")

    backing_up = asyncio.create_task(back_up())
    while not backing_up.done():
        await ada.do(["ins", "1", len(ada.texts[0]), chr(0x4E00 + len(ada.texts[0]))])
        await asyncio.sleep(PACE)
    await backing_up
    await ada.settled()
    (written,) = ada.texts

    way.cut()
    kept = await operator.restore(file)
    restored = await asyncio.to_thread(markdown)
    assert written.startswith(restored)
    assert 10 <= len(restored) < len(written)
    assert (written,) in rows(kept, "SELECT text FROM editor_block")

    boris = await enter("boris")
    way.restore()
    await ada.sees(restored)
    await asyncio.gather(ada.do(["ins", "1", 0, "A"]), boris.do(["ins", "1", len(restored), "B"]))
    assert await agree(markdown, ada, boris) == f"A{restored}B"
    await operator("verify_documents")


async def test_a_page_that_is_open_shows_what_was_restored(
    enter: Enter, server: Server, markdown: Markdown, tmp_path: Path
) -> None:
    ada, operator, file = await enter("ada"), Operator(server), tmp_path / "backup.sqlite3"
    await ada.do(["ins", "1", 0, "old"])
    await ada.settled()
    await operator("backup", file)
    await ada.do(["ins", "1", 0, "new "])
    await ada.settled()
    await operator.restore(file)

    boris = await enter("boris")
    await ada.sees("old")
    await ada.do(["ins", "1", 3, "er"])
    assert await agree(markdown, ada, boris) == "older"


async def test_what_was_acknowledged_up_to_a_restore_is_in_what_it_keeps(
    server: Server, room: str, tmp_path: Path
) -> None:
    operator, file, acknowledged = Operator(server), tmp_path / "backup.sqlite3", set[int]()
    await operator("backup", file)
    async with raw(server, room, "hasty-0001", since=0) as socket, asyncio.TaskGroup() as work:
        restoring: asyncio.Task[Path] | None = None
        with suppress(ConnectionClosed):
            frame = await receive(socket)
            while not frame.reset:
                if len(acknowledged) == 10:
                    restoring = work.create_task(operator.restore(file))
                message = {"type": "edit", "seq": len(acknowledged) + 1, "base": frame.revision}
                await socket.send(json.dumps(message | {"ops": [["ins", "1", 0, "x"]]}))
                while not ((frame := await receive(socket)).changes or frame.reset):
                    pass
                acknowledged |= {change.seq for change in frame.changes}
    assert restoring
    kept = restoring.result()
    of_room = "SELECT seq FROM editor_change JOIN editor_document d ON d.id = document_id WHERE room = ?"
    assert {seq for (seq,) in rows(kept, of_room, room)} == acknowledged
