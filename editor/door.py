"""Who comes into a room, and who has to leave it."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence

from . import render
from .audience import Audience
from .comments.number import OpenThreads
from .company import Company
from .frames import Frame
from .log_context import of_room
from .members import Member
from .roles import Role
from .turns import Turn


class Door:
    def __init__(
        self,
        room: str,
        present: Collection[Member],
        audience: Audience,
        company: Company,
        threads: OpenThreads,
        leave: Callable[[Member], None],
    ) -> None:
        self._room = room
        self._present = present
        self._audience = audience
        self._company = company
        self._threads = threads
        self._leave = leave
        self._farewells = set[asyncio.Task[None]]()

    async def dismiss(self, turn: Turn, joining: Sequence[Member], followed_to: int) -> None:
        """Whoever has seen what is not here any more, and those to whose pages the document is something else now."""
        followers = list(self._audience) if followed_to > turn.revision else []
        ahead = [*followers, *(member for member in joining if member.since > turn.revision)]
        for member, moved_to in await self._audience.whither(ahead, turn.revision) if ahead else ():
            await self._turn_away(member, None, moved_to)
        for member, role in await self._audience.decide(turn.access, turn.until):
            await self._turn_away(member, role)

    async def welcome(self, turn: Turn, joining: Sequence[Member]) -> None:
        """Those who may come in are sent what they have missed, who is here, and how much there is to discuss."""
        keys = {member.guest.key for member in joining}
        people, own = self._company.welcome(keys) if keys else ("", {})
        for member, welcome, role in zip(joining, turn.welcomes, turn.roles, strict=True):
            if member not in self._present:
                continue
            if role is None:
                await self._turn_away(member, role)
                continue
            company = people + own[member.guest.key] if role.writes else ""
            comments = self._threads.partial if role.comments else ""
            member.welcome(Frame(welcome + company + comments), turn.revision)
            self._audience.add(member, role)

    def put_out(self, members: Iterable[Member]) -> None:
        """Who has signed out leaves at once: until the next turn they would go on writing."""
        for member in members:
            farewell = asyncio.create_task(self._turn_away(member, None), context=of_room(self._room))
            self._farewells.add(farewell)
            farewell.add_done_callback(self._farewells.discard)

    async def _turn_away(self, member: Member, role: Role | None, moved_to: str = "") -> None:
        """A page that shows the source stays as it is, as it may have something that is not stored."""
        reload = self._audience.only_views(member)
        self._leave(member)
        await member.turn_away(Frame(render.farewell_frame(member.since, role, moved_to, reload=reload)))
