"""Commands over the wire: the server does to the text what keys and buttons mean."""

import json
from typing import Any

from websockets.asyncio.client import ClientConnection

from e2e.server import Server

from .conftest import Enter
from .frames import Frame
from .raw import raw, receive


def command(seq: int, base: int, name: str, **fields: Any) -> str:
    return json.dumps({"type": "command", "seq": seq, "base": base, "name": name, **fields})


async def answer(socket: ClientConnection) -> Frame:
    while not ((frame := await receive(socket)).changes or frame.refused):
        pass
    return frame


async def test_a_command_reaches_everyone_as_a_change(enter: Enter, server: Server, room: str) -> None:
    ada = await enter("ada")
    await ada.do(["ins", "1", 0, "a word"])
    await ada.settled()
    async with raw(server, room, "boris-01", since=1) as boris:
        await boris.send(command(1, 1, "bold", caret=["1", 2, 6]))
        (change,) = (await answer(boris)).changes
        assert (change.ops, change.caret) == ([], ["1", 4, 8])
        await ada.sees("a **word**")
        await boris.send(command(2, 2, "link", caret=["1", 4, 8], argument="https://a.example"))
        await ada.sees("a **[word](https://a.example)**")


async def test_a_selection_over_several_blocks(enter: Enter, server: Server, room: str) -> None:
    ada = await enter("ada")
    await ada.do(["ins", "1", 0, "one\ntwo\nthree"])
    await ada.settled()
    async with raw(server, room, "boris-01", since=1) as boris:
        await boris.send(command(1, 1, "kind", caret=["1", 1, 2, "1x2"], argument="h2"))
        (change,) = (await answer(boris)).changes
        assert change.caret == ["1", 4, 5, "1x2"]
        await ada.sees("## one", "## two", "## three")
        await boris.send(json.dumps({"type": "caret", "base": 2, "caret": ["1", 4, 5, "1x2"]}))
        await boris.send(command(2, 2, "paste", caret=["1", 4, 5, "1x2"], argument="!"))
        (change,) = (await answer(boris)).changes
        assert change.caret == ["1", 5, 5]
        await ada.sees("## o!ree")


async def test_the_menu_is_in_the_block_that_asks_for_it(enter: Enter, server: Server, room: str) -> None:
    ada = await enter("ada")
    async with raw(server, room, "boris-01", since=0) as boris:
        await ada.do(["ins", "1", 0, "/quo"])
        (block,) = [partial for partial in (await answer(boris)).partials if partial.id == "b-1"]
        assert block.attributes["data-kind"] == "slash"
        (button,) = block.one(cls="slash").elements
        assert (button.attributes["name"], button.attributes["value"]) == ("choose", "quote")
        await boris.send(command(1, 1, "choose", caret=["1", 4, 4]))
        (change,) = (await answer(boris)).changes
        assert change.caret == ["1", 2, 2]
        await ada.sees("> ")


async def test_what_cannot_be_done_is_refused_or_ends_the_connection(server: Server, room: str) -> None:
    async with raw(server, room, "ada-0001") as ada:
        await ada.send(command(1, 0, "bold"))
        assert (await answer(ada)).refused == {"seq": 1, "code": "malformed"}
        await ada.send(command(2, 0, "bold", caret=["1", 0, 9]))
        assert (await answer(ada)).refused == {"seq": 2, "code": "out-of-range"}
    for wrong in (command(1, 0, "dance", caret=["1", 0, 0]), command(1, 0, "bold", caret=["1", 0, 0], argument=7)):
        async with raw(server, room, "ada-0001") as ada:
            await ada.send(wrong)
            await ada.wait_closed()
            assert ada.close_code == 4400


async def test_what_no_document_can_hold_is_left_out_of_what_is_pasted(enter: Enter, server: Server, room: str) -> None:
    ada = await enter("ada")
    async with raw(server, room, "boris-01") as boris:
        await boris.send(command(1, 0, "paste", caret=["1", 0, 0], argument="one\r\n\r\ntwo\0\ud800 three\r"))
        (change,) = (await answer(boris)).changes
        assert change.then == [["ins", "1", 0, "one\ntwo three"], ["split", "1", 3, "1x1"]]
        await ada.sees("one", "two three")
