"""The pages that follow a room here, by what may be shown to them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from math import inf
from time import time

from . import access, database
from .frames import Frame
from .members import Member
from .roles import Role
from .visitors import Visitor


class Audience:
    def __init__(self, room: str) -> None:
        self._room = room
        self._pages: dict[Role, set[Member]] = {role.page: set() for role in Role}  # by whose page they are
        self._writers = self._pages[Role.EDITOR]  # who alone see the source, and who is here
        self._access = -1  # the number of the access on which it was decided who may be here
        self._until = inf  # when that has to be decided again, in seconds since the epoch

    def __iter__(self) -> Iterator[Member]:
        return iter([*chain.from_iterable(self._pages.values())])

    def add(self, member: Member, role: Role) -> None:
        """One who has been sent all there is."""
        self._pages[role.page].add(member)

    def discard(self, member: Member) -> None:
        for pages in self._pages.values():
            pages.discard(member)

    @property
    def has_viewers(self) -> bool:
        """Whether somebody may not see the source."""
        return any(self._viewers())

    def only_views(self, member: Member) -> bool:
        return member not in self._writers

    def broadcast(self, frame: Frame, view: Frame) -> None:
        """`view` to those who may not see the source."""
        for member in self._writers:
            member.send_frame(frame)
        for member in self._viewers():
            member.send_frame(view)

    def show(self, frame: Frame, own: Mapping[str, Frame]) -> None:
        """To those who may see who is here; to these people one of their own."""
        for member in self._writers:
            member.send_frame(own.get(member.guest.key, frame))

    def discuss(self, frame: Frame) -> None:
        """To those who may comment."""
        for member in chain(self._writers, self._pages[Role.COMMENTER]):
            member.send_frame(frame)

    def is_decided_on(self, access: int) -> bool:
        return access == self._access

    @property
    def is_due(self) -> bool:
        """Whether it has to be decided again who may be here, for a time is over."""
        return time() >= self._until

    def doubt(self) -> None:
        """Whatever the access is, decide again."""
        self._access = -1

    async def decide(self, access_now: int, until: float) -> list[tuple[Member, Role | None]]:
        """Those to whose pages the document is nothing any more, or something else: they have to leave.

        `until` is when it has to be decided again about those who are about to join.
        """
        away = []
        if access_now != self._access:
            roles, self._until = await database.run(partial(access.roles_in, self._room, _visitors(self)))
            decided = [(member, roles[member.visitor]) for member in self]
            away = [(member, role) for member, role in decided if role is None or member not in self._pages[role.page]]
            self._access = access_now  # if it has changed since, the next turn finds another
        self._until = min(self._until, until)
        return away

    async def whither(self, members: Collection[Member], revision: int) -> list[tuple[Member, str]]:
        """Those of these, who have seen more than that revision, whose document is not the one that is here now.

        With the room where it is, if it has another one and they may know.
        """
        moved_to, roles = await database.run(partial(access.moved_from, self._room, _visitors(members)))
        return [(member, moved_to if roles[member.visitor] else "") for member in members if moved_to or not revision]

    def _viewers(self) -> Iterator[Member]:
        return chain(self._pages[Role.VIEWER], self._pages[Role.COMMENTER])


def _visitors(members: Iterable[Member]) -> set[Visitor]:
    return {member.visitor for member in members}
