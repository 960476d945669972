"""A room, as far as this process goes: an inbox that is emptied in batches, and the sockets that all frames go to."""

import asyncio
import logging
from collections import Counter
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Any, Protocol

from . import database, render
from .announcements import Announcements
from .edit import Edit, Refusal
from .presence import Person, Presence
from .turns import Reader, Turn, answer, take_turn

logger = logging.getLogger(__name__)

PACE = 8  # after a broadcast that took t, the next one waits 8 t, and edits gather meanwhile
PRESENCE_DELAY = 0.2  # seconds in which comings and goings gather
MOST_WAITING = 1_000  # edits of one member in the inbox; a client of the contract has one


class Member(Protocol):
    """A socket in a room."""

    client: str
    person: str
    since: int  # the revision that it came with: it has been sent every change after that

    async def welcome(self, frame: str, revision: int) -> None:
        """The first frame, which brings what there is up to the revision."""

    async def send_frame(self, frame: str) -> None: ...

    async def restart(self) -> None:
        """Have the client connect again."""


class Room:
    """The hub of a room. Everything in it runs on the event loop, but for the turns."""

    def __init__(self, name: str, announcements: Announcements) -> None:
        self._name = name
        self._announcements = announcements
        self._present: set[Member] = set()
        self._members: set[Member] = set()  # those present that have been sent all there is
        self._presence = Presence()
        self._presence_timer: asyncio.TimerHandle | None = None
        self._presence_task: asyncio.Task[None] | None = None
        self._people: list[Person] = []  # who is shown to be here
        self._revision: int | None = None  # what every member has been sent
        self._title = ""
        self._edits: list[tuple[Member, Edit]] = []
        self._waiting = Counter[Member]()  # how many of each member
        self._refused: list[tuple[Member, int, Refusal]] = []
        self._joining: list[Member] = []
        self._behind = False
        self._worker: asyncio.Task[None] | None = None
        self._served = True
        self._ending = asyncio.Event()

    def __len__(self) -> int:
        return len(self._present)

    @property
    def idle(self) -> bool:
        return not self._present and self._worker is None

    def join(self, member: Member) -> None:
        """The member is sent what it has missed since `member.since`, and from then on everything."""
        self._present.add(member)
        self._joining.append(member)
        self._presence.arrive(member.person)
        self._presence_changed()
        self._wake()

    def leave(self, member: Member) -> None:
        self._present.discard(member)
        self._members.discard(member)
        with suppress(ValueError):
            self._joining.remove(member)  # while the database hangs, many come and go
        self._presence.leave(member.person)
        self._presence_changed()

    def submit(self, member: Member, edit: Edit) -> bool:
        """The answer is a frame: one with the edit's change goes to all, a refusal to the member alone.

        False if too many of the member's wait by now: it should be sent away.
        """
        if not self._ending.is_set():
            self._edits.append((member, edit))
            self._wake()
        return self._bears(member)

    def refuse(self, member: Member, seq: int, refusal: Refusal) -> bool:
        """Answer an edit that is not even tried. False as with `submit`."""
        if not self._ending.is_set():
            self._refused.append((member, seq, refusal))
            self._wake()
        return self._bears(member)

    async def settle(self) -> None:
        """Take nothing more; when what was taken is stored and answered, have everyone connect again."""
        self._ending.set()
        if self._worker is not None:
            await self._worker
        for member in list(self._present):
            await member.restart()

    def catch_up_with(self, revision: int) -> None:
        """Read what is new if the document is at another revision than everyone here."""
        if self._revision != revision:
            self._behind = True
            self._wake()

    async def beat(self) -> None:
        """Let everyone know that the line stands."""
        self._presence_changed()  # a process that says nothing more is noticed here
        if self._revision is not None:
            await self._broadcast(render.heartbeat_frame(self._revision))

    async def hear(self, message: dict[str, Any]) -> None:
        """Another process tells of a new frame, or of who is there."""
        match message:
            case {
                "type": "frame",
                "first": int(first),
                "last": int(last),
                "frame": str(frame),
                "title": str(title),
            }:
                if self._revision == first and self._worker is None:
                    self._revision, self._title = last, title
                    await self._broadcast(frame)
                elif self._revision is not None and self._revision < last:
                    self._behind = True
                    self._wake()
            case {"type": "revision", "revision": int(revision)} if revision > (self._revision or 0):
                self.catch_up_with(revision)
            case {"type": "presence", "process": str(process), "people": list(people)}:
                if self._presence.hear(process, people, monotonic()):
                    self.report_presence()
                self._presence_changed()

    def report_presence(self) -> None:
        self._announcements.publish(self._name, "presence", people=self._presence.here())

    def _bears(self, member: Member) -> bool:
        self._waiting[member] += 1
        return self._waiting[member] <= MOST_WAITING

    def _wake(self) -> None:
        if self._worker is None:
            self._worker = asyncio.create_task(self._empty_inbox())

    async def _empty_inbox(self) -> None:
        try:
            while self._edits or self._refused or self._joining or self._behind:
                edits, self._edits = self._edits, []
                self._waiting.clear()
                refused, self._refused = self._refused, []
                joining, self._joining = self._joining, []
                self._behind = False
                await self._turn(edits, refused, joining)
        finally:
            self._worker = None

    async def _turn(
        self,
        edits: list[tuple[Member, Edit]],
        refused: list[tuple[Member, int, Refusal]],
        joining: list[Member],
    ) -> None:
        work = partial(
            take_turn,
            self._name,
            [edit for _, edit in edits],
            self._revision,
            self._title,
            [Reader(member.client, member.since) for member in joining],
        )
        try:
            turn = await database.run(work)
            started = monotonic()
            await self._send_news(turn)
            people = render.presence(self._presence.people(monotonic())) if joining else ""
            for member, welcome in zip(joining, turn.welcomes, strict=True):
                if member in self._present:
                    await member.welcome(welcome + people, turn.revision)
                    self._members.add(member)
            for (member, edit), outcome in zip(edits, turn.outcomes, strict=True):
                if frame := answer(edit, outcome, turn.revision, member.since):
                    await member.send_frame(frame)
            for member, seq, refusal in refused:
                await member.send_frame(render.refusal_frame(turn.revision, seq, refusal))
        except Exception:
            logger.error("The database does not serve room %s", self._name, exc_info=self._served)  # the first time
            self._served = False
            for member in {*joining, *(member for member, _ in edits), *(member for member, _, _ in refused)}:
                await member.restart()  # it comes again with what it has not been answered
        else:
            self._served = True
            await self._pause(PACE * (monotonic() - started))

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ending.wait()

    async def _send_news(self, turn: Turn) -> None:
        first, self._revision, self._title = self._revision, turn.revision, turn.title
        if turn.put_back:  # each page needs to know which of its edits are still in the text
            for member in list(self._members):
                await member.restart()
        if turn.news:
            await self._broadcast(turn.news)
            self._announcements.publish(
                self._name, "frame", first=first, last=turn.revision, frame=turn.news, title=turn.title
            )

    async def _broadcast(self, frame: str) -> None:
        for member in list(self._members):
            await member.send_frame(frame)

    def _presence_changed(self) -> None:
        if self._presence_timer is None:
            loop = asyncio.get_running_loop()
            self._presence_timer = loop.call_later(PRESENCE_DELAY, self._show_presence)

    def _show_presence(self) -> None:
        self._presence_timer = None
        people = self._presence.people(monotonic())
        if people != self._people:
            self._people = people
            if self._revision is not None:
                frame = render.presence_frame(self._revision, people)
                self._presence_task = asyncio.create_task(self._broadcast(frame))
