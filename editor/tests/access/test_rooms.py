"""Who may not be in a room any more has to leave it, and may not write even before."""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer
from django.db.models import F
from pytest_django import Settings

from editor import access
from editor.accounts.models import User
from editor.announcements import Announcements, _group
from editor.comments.models import Thread
from editor.edit import Edit
from editor.lobby import EVERYWHERE, Lobby
from editor.merge import Insert
from editor.models import FIRST_BLOCK, Document
from editor.roles import Role
from editor.rooms import Room
from editor.sharing.models import Grant, Link
from editor.turnstile import Turnstile
from editor.visitors import Visitor

from ..documents import Writer, texts
from ..elements import Element
from ..members import Socket
from .shared import ROOM, bearer, linked, owned, person, visitor

pytestmark = pytest.mark.django_db(transaction=True)
B = FIRST_BLOCK
TEXT = "[hidden](https://secret.test) text"


class Page(Socket):
    def __init__(self, name: str, asked: Visitor) -> None:
        super().__init__(f"{name}-0001")
        self.visitor = asked
        self._writer = Writer(self.client)

    def types(self, text: str) -> Edit:
        """In the beginning of the first block."""
        return replace(self._writer.edit(1, Insert(B, 0, text)), visitor=self.visitor)


@pytest.fixture
async def room() -> Room:
    def deaf(message: dict[str, Any]) -> None: ...

    return Room(ROOM, Announcements(deaf), Turnstile())


@pytest.fixture
async def pages() -> dict[str, Page]:
    return await sync_to_async(_pages)()


def _pages() -> dict[str, Page]:
    owner, ada = person("olga"), person("ada")
    document = owned(owner, TEXT)
    document.grants.create(user=ada, role=Role.EDITOR)
    asked = {
        "olga": visitor(owner),
        "ada": visitor(ada),
        "carl": bearer(linked(document, Role.COMMENTER)),
        "vera": bearer(linked(document, Role.VIEWER)),
        "stranger": Visitor("nobody"),
    }
    return {name: Page(name, each) for name, each in asked.items()}


@sync_to_async
def change(**fields: object) -> None:
    Document.objects.get().count_access()
    if fields:
        Document.objects.update(**fields)


@sync_to_async
def take_from_ada() -> None:
    Grant.objects.all().delete()
    Document.objects.get().count_access()


@sync_to_async
def new_password(email: str) -> None:
    user = User.objects.get(email=email)
    user.set_password("another one by far")
    user.save()


@sync_to_async
def comment(change: int = 1) -> None:
    """So many more open threads than there are."""
    document = Document.objects.get()
    for _ in range(change):
        document.threads.create(revision=1)
    Document.objects.update(discussion=F("discussion") + 1)


async def welcome(page: Page) -> Element:
    return await page.frame()


def numbers(frame: Element) -> list[str]:
    """Of comments."""
    return [each.text() for each in frame.all() if each.id == "comment-number"]


async def test_a_stranger_is_told_nothing(room: Room, pages: dict[str, Page]) -> None:
    room.join(pages["stranger"])
    farewell = await pages["stranger"].frame()
    await asyncio.wait_for(pages["stranger"].turned_away.wait(), 10)
    assert "text" not in str(farewell.one(id="sync").attributes)
    assert {each.id for each in farewell.elements} == {"sync", "notices"}
    assert len(room) == 0


async def test_a_viewer_sees_the_text_and_no_source_nor_people(room: Room, pages: dict[str, Page]) -> None:
    ada, vera = pages["ada"], pages["vera"]
    for page in (ada, vera):
        room.join(page)
        await welcome(page)
    room.submit(ada, ada.types("New "))
    news, view = await ada.frame(), await vera.frame()
    assert news.one("textarea").text() == f"\nNew {TEXT}"
    assert view.one(id="b-1").text().strip() == "New hidden text"
    assert [each.attributes["class"] for each in view.all() if each.tag in ("textarea", "button")] == ["remark"]
    sync = view.one(id="sync").attributes
    assert (sync["data-revision"], sync["data-changes"]) == ("2", "[]")
    assert {each.id for each in view.elements} <= {"sync", "b-1", "counts", "headings", "title", "page-title", ""}


async def test_a_viewer_cannot_write(room: Room, pages: dict[str, Page]) -> None:
    vera = pages["vera"]
    room.join(vera)
    await welcome(vera)
    room.submit(vera, vera.types("x"))
    assert '"forbidden"' in ((await vera.frame()).one(id="sync").attributes["data-refused"] or "")
    assert await sync_to_async(texts)(ROOM) == [TEXT]


async def test_what_a_removed_person_sends_is_not_taken_even_if_nobody_told(room: Room, pages: dict[str, Page]) -> None:
    olga, ada = pages["olga"], pages["ada"]
    for page in (olga, ada):
        room.join(page)
        await welcome(page)
    await take_from_ada()
    room.submit(ada, ada.types("x"))
    await asyncio.wait_for(ada.turned_away.wait(), 10)
    assert await sync_to_async(texts)(ROOM) == [TEXT]
    assert not olga.turned_away.is_set()


async def test_they_leave_as_soon_as_the_room_hears_of_it(room: Room, pages: dict[str, Page]) -> None:
    for name in ("olga", "ada", "vera"):
        room.join(pages[name])
        await welcome(pages[name])
    await take_from_ada()
    room.hear({"type": "access", "room": ROOM})
    await asyncio.wait_for(pages["ada"].turned_away.wait(), 10)
    assert not pages["olga"].turned_away.is_set()
    assert not pages["vera"].turned_away.is_set()


async def test_a_process_hears_that_everyone_everywhere_is_looked_at_again(
    pages: dict[str, Page], monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.ONE_PROCESS = False
    monkeypatch.setattr("editor.lobby.BEAT", 0.05)
    here = Lobby()
    try:
        for name in ("olga", "ada"):
            await here.enter(ROOM, pages[name])
            await welcome(pages[name])
        await sync_to_async(User.objects.filter(email__startswith="ada").update)(is_active=False)
        message = {"type": "access", "room": EVERYWHERE, "process": "elsewhere"}
        async with asyncio.timeout(10):
            while not pages["ada"].turned_away.is_set():
                await get_channel_layer().group_send(_group(EVERYWHERE), message)
                await asyncio.wait([asyncio.create_task(pages["ada"].turned_away.wait())], timeout=0.05)
        assert not pages["olga"].turned_away.is_set()
    finally:
        for task in here._tasks:
            task.cancel()


async def test_or_finds_it_in_the_database(room: Room, pages: dict[str, Page]) -> None:
    room.join(pages["ada"])
    await welcome(pages["ada"])
    await take_from_ada()
    room.catch_up_with(1, 1, 0)
    await asyncio.wait_for(pages["ada"].turned_away.wait(), 10)


async def test_who_is_something_else_now_needs_another_page(room: Room, pages: dict[str, Page]) -> None:
    for name in ("olga", "ada", "vera"):
        room.join(pages[name])
        await welcome(pages[name])
    await change(is_locked=True)
    room.reconsider()
    for name in ("olga", "ada"):
        await asyncio.wait_for(pages[name].turned_away.wait(), 10)
        assert not any(each.tag == "meta" for each in (await pages[name].frame()).all()), "it may have unsent text"
    assert not pages["vera"].turned_away.is_set()

    await change(is_locked=False, open_to=Document.Audience.EVERYONE)
    room.reconsider()
    await asyncio.wait_for(pages["vera"].turned_away.wait(), 10)
    assert any(each.tag == "meta" for each in (await pages["vera"].frame()).all()), "it loads itself again"


async def test_who_may_comment_is_told_how_many_comments_are_open(room: Room, pages: dict[str, Page]) -> None:
    olga, carl, vera = pages["olga"], pages["carl"], pages["vera"]
    for page in (olga, carl, vera):
        room.join(page)
        assert numbers(await welcome(page)) == []
    await comment(2)
    room.hear({"type": "comments", "room": ROOM})
    for page in (olga, carl):
        assert numbers(await page.frame()) == ["2"]
    await sync_to_async(Thread.objects.all().update)(resolved_at=datetime(2026, 1, 1, tzinfo=UTC))
    await comment(0)
    room.look_again()
    for page in (olga, carl):
        assert numbers(await page.frame()) == [""]
    room.submit(olga, olga.types("New "))
    view = await vera.frame()
    assert view.one(id="b-1").text().strip() == "New hidden text", "what came before was not for viewers"
    assert numbers(view) == []


async def test_who_comes_is_told_if_there_have_ever_been_any(room: Room, pages: dict[str, Page]) -> None:
    await comment()
    for name, told in {"olga": ["1"], "ada": ["1"], "carl": ["1"], "vera": []}.items():
        room.join(pages[name])
        assert numbers(await welcome(pages[name])) == told


async def test_a_room_finds_new_comments_in_the_database(room: Room, pages: dict[str, Page]) -> None:
    carl = pages["carl"]
    room.join(carl)
    await welcome(carl)
    room.catch_up_with(1, 0, 0)
    assert room._worker is None, "nothing is new"
    await comment()
    room.catch_up_with(1, 0, 1)
    assert numbers(await carl.frame()) == ["1"]


@pytest.mark.parametrize(("before", "after"), [(Role.VIEWER, Role.COMMENTER), (Role.COMMENTER, Role.VIEWER)])
async def test_who_may_comment_all_at_once_or_no_more_needs_another_page(
    room: Room, pages: dict[str, Page], before: Role, after: Role
) -> None:
    page = pages["carl"]
    await sync_to_async(Link.objects.filter(role=Role.COMMENTER).update)(role=before)
    room.join(page)
    await welcome(page)
    await sync_to_async(Link.objects.filter(pk__in=page.visitor.links).update)(role=after)
    await change()
    room.reconsider()
    await asyncio.wait_for(page.turned_away.wait(), 10)
    assert any(each.tag == "meta" for each in (await page.frame()).all()), "it loads itself again"


async def test_a_link_that_expires(room: Room, pages: dict[str, Page], monkeypatch: pytest.MonkeyPatch) -> None:
    vera = pages["vera"]
    document = await sync_to_async(Document.objects.get)()
    vera.visitor = bearer(await sync_to_async(linked)(document, Role.VIEWER, hours=1))
    room.join(vera)
    await welcome(vera)
    later = room._audience._until + 1
    monkeypatch.setattr("editor.access.time", lambda: later)
    monkeypatch.setattr("editor.audience.time", lambda: later)
    room.beat()
    await asyncio.wait_for(vera.turned_away.wait(), 10)


async def test_who_is_here_by_an_old_password(room: Room, pages: dict[str, Page]) -> None:
    olga, ada = pages["olga"], pages["ada"]
    for page in (olga, ada):
        room.join(page)
        await welcome(page)
    await new_password("ada@longhand.test")
    room.submit(olga, olga.types("x"))
    await asyncio.wait_for(ada.turned_away.wait(), 10)
    room.submit(olga, olga.types("y"))
    await olga.frame()
    assert len(room) == 1


async def test_who_comes_while_it_changes_is_looked_at_again(
    room: Room, pages: dict[str, Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    olga, ada = pages["olga"], pages["ada"]
    room.join(olga)
    await welcome(olga)
    decide = access.roles_in

    def meanwhile(name: str, visitors: Collection[Visitor]) -> tuple[access.Roles, float]:
        """Ada is let in by what was read before."""
        Grant.objects.all().delete()
        Document.objects.get().count_access()
        return decide(name, visitors)

    monkeypatch.setattr(access, "roles_in", meanwhile)
    await change()
    room.join(ada)
    await welcome(ada)
    monkeypatch.setattr(access, "roles_in", decide)
    room.submit(olga, olga.types("x"))
    await asyncio.wait_for(ada.turned_away.wait(), 10)
