"""Who is too far behind, or at no revision of the document, gets the document whole."""

import json
from collections.abc import Callable

import pytest
from websockets.exceptions import ConnectionClosed

from e2e.network import Network
from e2e.server import Server

from .conftest import Enter, Markdown
from .raw import raw, receive, revisions
from .typist import agree

FURTHEST = 2_000  # changes that a client may be behind
AT_ONCE = 100  # messages that a client may send without being slowed down


@pytest.mark.parametrize("since", [1, 7, 10**17])
async def test_a_revision_that_never_was_gives_the_document_whole(
    enter: Enter, server: Server, room: str, since: int
) -> None:
    ada = await enter("ada")
    await ada.do(["ins", "1", 0, "one\ntwo"])
    await ada.settled()
    async with raw(server, room, ada.name, since + 1) as socket:
        whole = await receive(socket)
    assert (whole.reset, whole.revision, whole.settled, whole.changes) == (True, 1, 1, [])
    assert "blocks" in whole.ids


async def test_who_has_seen_a_document_that_is_deleted_is_put_out(server: Server, room: str) -> None:
    async with raw(server, room, "clara-0001", since=7) as socket:
        (farewell,) = (await receive(socket)).partials
        with pytest.raises(ConnectionClosed):
            await receive(socket)
    assert "it is deleted" in farewell.text()
    assert socket.close_code == 4403


async def test_who_is_too_far_behind_gets_the_document_whole(
    enter: Enter, network: Callable[[], Network], server: Server, room: str, markdown: Markdown
) -> None:
    way = network()
    ada, boris = await enter("ada", way), await enter("boris")
    await ada.do(["ins", "1", 0, "one\ntwo"])
    await boris.sees("one", "two")
    way.cut()

    last = 1 + FURTHEST
    for first in range(1, last, AT_ONCE):
        async with raw(server, room, f"hasty-{first:04}", since=first) as hasty:  # who does not wait for answers
            for base in range(first, first + AT_ONCE):
                edit = {"type": "edit", "seq": base, "base": base, "ops": [["ins", "1x1", 0, "x"]]}
                await hasty.send(json.dumps(edit))
            await boris.reaches(first + AT_ONCE)
    async with raw(server, room, "clara-0001", since=1) as socket:
        assert revisions(await receive(socket)) == list(range(2, last + 1)), "just near enough"

    await boris.do(["ins", "1", 3, "!"])
    await boris.settled()
    before = len(ada.news)
    way.restore()
    await ada.sees("one!", "x" * FURTHEST + "two")
    assert ada.news[before].reset
    await ada.do(["ins", "1", 4, "?"])
    assert (await agree(markdown, ada, boris)).startswith("one!?\n\n")
