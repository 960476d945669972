"""Some write by forms while others write live: one document, and everyone sees it."""

import asyncio
from random import Random

from e2e.server import Server

from .client import Client
from .conftest import Enter, Markdown
from .test_writing_at_once import ALPHABETS
from .typist import Typist, agree
from .visitor import Visitor

WORDS = 12


async def test_what_is_sent_by_a_form_comes_as_a_frame(
    server: Server, room: str, enter: Enter, markdown: Markdown
) -> None:
    ada, boris = await enter("ada"), Visitor(server.url, room)
    await ada.do(["ins", "1", 0, "one\ntwo"])
    await ada.settled()
    await boris.open("1x1")
    await ada.do(["ins", "1x1", 3, " of them"], ["ins", "1", 3, "!"])

    page = await boris.send("down", "number two\nthree")
    assert page.endswith(f"/document/{room}/#b-1x1")
    await ada.sees("one!", "number two of them", "three")
    assert {change.by for change in ada.news[-1].changes} != {ada.name}
    await ada.do(["ins", "1x1", 0, "* "])
    assert await agree(markdown, ada) == "one!\n\n* number two of them\n\nthree"


async def test_every_button(server: Server, room: str, enter: Enter, markdown: Markdown) -> None:
    ada, boris = await enter("ada"), Visitor(server.url, room)
    await boris.open("1")
    await boris.send("split", "one\n\ntwo\n\n- a\n- b")
    await ada.sees("one", "two", "- a\n- b")
    await boris.open(list(ada.blocks)[1])
    await boris.send("up", boris.text)
    await ada.sees("two", "one", "- a\n- b")
    await boris.open("1")
    await boris.send("join", boris.text)
    await ada.sees("two\none", "- a\n- b")
    await boris.open(list(ada.blocks)[1])
    new = (await boris.send("add", boris.text)).rpartition("/")[2]
    await ada.sees("two\none", "- a\n- b", "")
    await boris.open(new)
    await boris.send("save", "end")
    await ada.sees("two\none", "- a\n- b", "end")
    await boris.open(next(iter(ada.blocks)))
    await boris.send("delete", boris.text)
    await ada.sees("- a\n- b", "end")
    assert await agree(markdown, ada) == "- a\n- b\n\nend"


async def test_a_form_that_comes_twice_at_once_is_taken_once(
    server: Server, room: str, enter: Enter, markdown: Markdown
) -> None:
    ada, boris = await enter("ada"), Visitor(server.url, room)
    await boris.open("1")
    places = await asyncio.gather(*[boris.send("add", "one\ntwo") for _ in range(3)])
    assert len(set(places)) == 1
    await ada.sees("one", "two", "")
    assert await agree(markdown, ada) == "one\n\ntwo\n\n"


async def test_forms_among_many_who_type(
    server: Server, room: str, enter: Enter, markdown: Markdown, random: Random
) -> None:
    live = [Typist(await enter(name), first, random) for name, first in list(ALPHABETS.items())[:2]]

    async def write_by_forms(name: str) -> None:
        visitor = Visitor(server.url, room)
        for number in range(WORDS):
            await visitor.open("1")
            await visitor.send("save", f"{visitor.text} {name}{number}")

    await asyncio.gather(*[typist.type(40) for typist in live], *map(write_by_forms, "xy"))

    for typist in live:
        await sees_all(typist.client, [f"{name}{number}" for name in "xy" for number in range(WORDS)])
    text = await agree(markdown, *[typist.client for typist in live])
    for typist in live:
        assert typist.own(text) == typist.typed
    assert all(text.count(f" {name}") == WORDS for name in "xy"), "each word once"


async def sees_all(client: Client, words: list[str]) -> None:
    await client.until(lambda: all(word in "".join(client.texts) for word in words))
