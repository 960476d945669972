"""Undo and redo over the wire: one's own last edit, whatever others did since."""

from .conftest import Enter, Markdown
from .typist import agree


async def test_undo_and_redo(enter: Enter, markdown: Markdown) -> None:
    ada, boris = await enter("ada"), await enter("boris")
    await ada.do(["ins", "1", 0, "one"])
    await ada.settled()
    await ada.do(["ins", "1", 3, "\ntwo"])
    await boris.sees("one", "two")
    await boris.do(["ins", "1", 0, "boris: "])
    await ada.sees("boris: one", "two")

    await ada.undo()
    assert ada.texts == ["boris: one"]
    await ada.undo()
    assert ada.texts == ["boris: "]
    await ada.redo()
    assert ada.texts == ["boris: one"]
    await ada.redo()
    assert await agree(markdown, ada, boris) == "boris: one\n\ntwo"


async def test_all_of_an_undo_is_the_servers_addition(enter: Enter) -> None:
    ada = await enter("ada")
    await ada.do(["ins", "1", 0, "one"])
    await ada.settled()
    await ada.undo()
    (change,) = ada.news[-1].changes
    assert (change.rev, change.by, change.seq) == (2, ada.name, 2)
    assert (change.ops, change.then) == ([], [["del", "1", 0, 3]])


async def test_nothing_to_undo_is_answered_all_the_same(enter: Enter, markdown: Markdown) -> None:
    ada, boris = await enter("ada"), await enter("boris")
    await ada.do(["ins", "1", 0, "one"])
    await boris.sees("one")
    await boris.undo()
    await boris.redo()
    assert boris.revision == 3
    assert await agree(markdown, ada, boris) == "one"


async def test_an_edit_of_another_connection_of_ones_own_can_be_undone(enter: Enter, markdown: Markdown) -> None:
    ada = await enter("ada")
    await ada.do(["ins", "1", 0, "one"])
    await ada.settled()
    await ada.leave()
    again = await enter("ada")
    await again.send({"type": "undo", "seq": 2, "base": 1})
    await again.sees("")
