"""A room, as far as this process goes: an inbox that is emptied in batches, and the sockets that all frames go to."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from time import monotonic, thread_time
from typing import Any

from . import render
from .announcements import Announcements
from .audience import Audience
from .comments.number import OpenThreads
from .company import Company
from .door import Door
from .edit import Edit, Refusal
from .flow import Flow
from .frames import Frame
from .guests import Guest
from .inbox import Inbox
from .log_context import of_room
from .members import Member
from .memory import Memory
from .throttle import PACE
from .turns import Agenda, Reader, Turn, answer
from .turnstile import Turnstile

logger = logging.getLogger(__name__)

SHORTEST_PAUSE = 0.001  # seconds: to take one costs as much


class Room:
    """The hub of a room. Everything in it runs on the event loop, but for the turns."""

    def __init__(self, name: str, announcements: Announcements, turnstile: Turnstile) -> None:
        self._name = name
        self._announcements = announcements
        self._turnstile = turnstile
        self._present: set[Member] = set()
        self._audience = Audience(name)  # those present that have been sent all there is
        self.company = Company(name, announcements, self._present, self._show)
        self._threads = OpenThreads(name)
        self._door = Door(name, self._present, self._audience, self.company, self._threads, self.leave)
        self.revision: int | None = None  # up to which every member has been sent everything
        self._title = ""
        self._memory = Memory()
        self._inbox = Inbox()
        self._flow = Flow()
        self._worker: asyncio.Task[None] | None = None
        self._served = True
        self._ending = asyncio.Event()

    def __len__(self) -> int:
        return len(self._present)

    @property
    def guests(self) -> set[str]:
        """The keys of the people here."""
        return {member.guest.key for member in self._present}

    @property
    def idle(self) -> bool:
        return not self._present and self._worker is None

    def join(self, member: Member) -> None:
        """The member is sent what it has missed since `member.since`, and from then on everything."""
        self._present.add(member)
        self._inbox.joining.append(member)
        self.company.arrive(member.guest)
        self._wake()

    def leave(self, member: Member) -> None:
        """Does nothing if they have left."""
        if member not in self._present:
            return
        self._present.remove(member)
        self._audience.discard(member)
        with suppress(ValueError):
            self._inbox.joining.remove(member)  # while the database hangs, many come and go
        self.company.leave(member.guest)

    def submit(self, member: Member, edit: Edit) -> bool:
        """The answer is a frame: one with the edit's change goes to all, a refusal to the member alone.

        False if too many of the member's wait by now: it should be sent away.
        """
        if not self._ending.is_set():
            self._inbox.edits.append((member, edit))
            self._wake()
        return self._inbox.bears(member)

    def refuse(self, member: Member, seq: int, refusal: Refusal) -> bool:
        """Answer an edit that is not even tried. False as with `submit`."""
        if not self._ending.is_set():
            self._inbox.refused.append((member, seq, refusal))
            self._wake()
        return self._inbox.bears(member)

    async def settle(self) -> None:
        """Take nothing more; when what was taken is stored and answered, have everyone connect again."""
        self._ending.set()
        if self._worker is not None:
            await self._worker
        for member in list(self._present):
            await member.restart()

    def catch_up_with(self, revision: int, access: int, discussion: int) -> None:
        """Read what is new if something is: the text, who may read it, or what is said of it."""
        if revision != self.revision or not (self._audience.is_decided_on(access) and self._threads.is_of(discussion)):
            self.look_again()

    def look_again(self) -> None:
        """Read what is new."""
        self._inbox.behind = True
        self._wake()

    def beat(self) -> None:
        """Let everyone know that the line stands."""
        if self._audience.is_due:
            self.reconsider()
        self.company.look()
        self._show("", {})

    def hear(self, message: dict[str, Any]) -> None:
        """Another process tells of a new frame, or of who is there and where."""
        match message:
            case {
                "type": "frame",
                "first": int(first),
                "last": int(last),
                "frame": str(frame),
                "title": str(title),
                "changes": list(changes),
            }:
                if self.revision == first and self._worker is None and not self._audience.has_viewers:
                    self._advance(last, title, changes)
                    self._audience.broadcast(Frame(frame + self.company.carets_beside_text()), Frame(""))
                elif self.revision is not None and self.revision < last:
                    self.look_again()
            case {"type": "revision", "revision": int(revision)} if revision > (self.revision or 0):
                self.look_again()
            case {"type": "comments"}:
                self.look_again()
            case {"type": "access"}:
                self.reconsider()
            case {"type": "presence", "process": str(process), "people": list(people)}:
                self.company.hear_people(process, people)
            case {"type": "carets", "process": str(process), "revision": int(revision), "carets": list(carets)}:
                self.company.hear_carets(process, revision, carets)
            case {"type": "name", "guest": list(guest)}:
                self.company.rename(Guest(*guest))

    def reconsider(self) -> None:
        """Look whether everyone who is here still may be."""
        self._audience.doubt()
        self.look_again()

    def put_out(self, sign_in: str) -> None:
        """Turn away whoever is here by that sign-in."""
        self._door.put_out([member for member in self._present if member.visitor.sign_in == sign_in])

    def _wake(self) -> None:
        if self._worker is None:
            self._worker = asyncio.create_task(self._empty_inbox(), context=of_room(self._name))

    async def _empty_inbox(self) -> None:
        try:
            while self._inbox:
                inbox, self._inbox = self._inbox, Inbox()
                await self._turn(inbox)
        finally:
            self._worker = None

    async def _turn(self, inbox: Inbox) -> None:
        agenda = Agenda(
            self._name,
            [edit for _, edit in inbox.edits],
            self.revision,
            self._title,
            [Reader(member.client, member.since, member.visitor) for member in inbox.joining],
            self._memory,
            self._audience.has_viewers,
        )
        try:
            began = monotonic()
            turn = await self._turnstile.take(agenda)
            waited = monotonic() - began
            await self._door.dismiss(turn, inbox.joining, self.revision or 0)
            length, took = await self._send_news(turn)
            if not self._threads.is_of(turn.discussion):
                await self._threads.count(turn.discussion)
                self._audience.discuss(Frame(render.heartbeat_frame(turn.revision) + self._threads.partial))
            await self._door.welcome(turn, inbox.joining)
            for (member, edit), outcome in zip(inbox.edits, turn.outcomes, strict=True):
                if frame := answer(edit, outcome, turn.revision, member.since):
                    member.send_frame(Frame(frame))
            for member, seq, refusal in inbox.refused:
                member.send_frame(Frame(render.refusal_frame(turn.revision, seq, refusal)))
        except Exception:
            logger.error("The database does not serve room %s", self._name, exc_info=self._served)  # the first time
            self._served = False
            for member in inbox.members:
                await member.restart()  # it comes again with what it has not been answered
        else:
            self._served = True
            self.company.keep_pace(PACE * took)
            pace = PACE * took - waited  # from one broadcast to the next
            await self._pause(max(pace, self._flow.pause(length, monotonic())))

    async def _pause(self, seconds: float) -> None:
        if seconds < SHORTEST_PAUSE:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ending.wait()

    async def _send_news(self, turn: Turn) -> tuple[int, float]:
        """How many bytes each member was sent, and how many seconds of the processor that took."""
        first = self.revision
        self._advance(turn.revision, turn.title, turn.changes)
        if turn.put_back:  # each page needs to know which of its edits are still in the text
            for member in self._audience:
                await member.restart()
        if not turn.news:
            return 0, 0.0
        started = thread_time()
        frame = Frame(turn.news + self.company.carets_beside_text())
        self._audience.broadcast(frame, Frame(turn.news_for_viewers))
        took = thread_time() - started
        self._announcements.publish(
            self._name,
            "frame",
            first=first,
            last=turn.revision,
            frame=turn.news,
            title=turn.title,
            changes=turn.changes,
        )
        return len(frame.compressed), took

    def _advance(self, revision: int, title: str, changes: Sequence[Mapping[str, Any]]) -> None:
        self.revision, self._title = revision, title
        self.company.advance(revision, changes)

    def _show(self, partials: str, own: Mapping[str, str]) -> None:
        """Send every member what is no part of the text, with a heartbeat; `own` is for these people alone."""
        if self.revision is not None:
            heartbeat = render.heartbeat_frame(self.revision)
            frame = Frame(heartbeat + partials)
            if partials:
                self._audience.show(frame, {key: Frame(heartbeat + partials + own[key]) for key in own})
            else:
                self._audience.broadcast(frame, frame)
