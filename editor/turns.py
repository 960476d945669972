"""Turns of rooms: a batch of edits into the database, and what everyone must be sent after it."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from . import database, metrics, render, store
from .delta import Delta, on_the_wire
from .edit import Edit, Refusal
from .edits import Order, Settled, settle, settle_all
from .memory import Memory
from .models import Change
from .roles import Role
from .visitors import STRANGER, Visitor

logger = logging.getLogger(__name__)

NEVER = 2**63  # a revision that no document reaches; who stands there gets the whole of it

_failing: set[str] = set()  # rooms whose last batch failed


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone who joins: a client that has seen the document at `revision`."""

    client: str
    revision: int
    visitor: Visitor = STRANGER


@dataclass(frozen=True, slots=True)
class Turn:
    revision: int
    title: str
    outcomes: list[Change | Refusal]  # for each edit
    news: str  # the frame for those who follow the room; empty if nothing is new
    changes: list[dict[str, Any]]  # those in it, as on the wire
    put_back: bool  # whether the document is no more what they follow, so that they have to come anew
    welcomes: list[str]  # the first frame for each reader
    roles: list[Role | None]  # of each reader; who has none is not to be sent anything
    access: int  # the number of the access that they were decided on
    until: float  # when they have to be decided again, in seconds since the epoch
    discussion: int = 0  # how often the comments have changed
    news_for_viewers: str = ""  # the same without the source, if there are any


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a room has for its turn."""

    room: str
    edits: Sequence[Edit]
    followed_to: int | None  # the revision up to which the room has sent its members everything
    known_title: str
    readers: Sequence[Reader]
    memory: Memory = field(default_factory=Memory)
    viewers: bool = False  # whether some of those who follow the room may not see the source

    @property
    def order(self) -> Order:
        revisions = {reader.revision for reader in self.readers}
        if self.followed_to is not None:
            revisions.add(self.followed_to)
        return Order(self.room, self.edits, revisions, self.memory, {reader.visitor for reader in self.readers})


def take_turns(agendas: Sequence[Agenda]) -> list[Turn | Exception]:
    """The turns of several rooms together. Where one fails, it does not hinder the others."""
    if len(agendas) > 1:
        try:
            together = settle_all([agenda.order for agenda in agendas])
        except database.AWAY:
            raise
        except Exception as error:
            logger.warning("The turns of %d rooms fail together: %r", len(agendas), error)
        else:
            return [_attempt(_rendered, *each) for each in zip(agendas, together, strict=True)]
    return [_attempt(take_turn, agenda) for agenda in agendas]


def take_turn(agenda: Agenda) -> Turn:
    """Settle the edits and render what changed since `followed_to`, and since each reader's revision."""
    return _rendered(agenda, _settle(agenda.order))


def answer(edit: Edit, outcome: Change | Refusal, revision: int, since: int) -> str:
    """The frame for a client that the news since that revision does not answer; empty if it does."""
    if isinstance(outcome, Refusal):
        return render.refusal_frame(revision, edit.seq, outcome)
    if outcome.revision <= since:  # taken already, and the news went to a connection that is no more
        return render.reminder_frame(revision, on_the_wire(outcome))
    return ""


def _attempt(work: Callable[..., Turn], *arguments: Any) -> Turn | Exception:
    try:
        return work(*arguments)
    except database.AWAY:
        raise
    except Exception as error:
        return error


def _rendered(agenda: Agenda, settled: Settled) -> Turn:
    news, view, changes, put_back, followed_to = "", "", list[dict[str, Any]](), False, agenda.followed_to
    if followed_to is not None and (delta := settled.deltas[followed_to]).revision != followed_to:
        changes, put_back = delta.changes, delta.reset
        if not put_back:
            titled = delta.title != agenda.known_title
            news = render.frame(delta, title=titled)
            view = render.frame(delta, title=titled, source=False) if agenda.viewers else ""
    roles = [_role(settled, reader) for reader in agenda.readers]
    return Turn(
        settled.revision,
        settled.title,
        settled.outcomes,
        news,
        changes,
        put_back,
        _welcomes(agenda.room, agenda.readers, roles, settled.deltas),
        roles,
        settled.access,
        settled.until,
        settled.discussion,
        view,
    )


def _role(settled: Settled, reader: Reader) -> Role | None:
    """None too if what they have seen is deleted: nothing of it goes into a new document of that name."""
    return None if reader.revision > settled.revision == 0 else settled.roles[reader.visitor]


def _welcomes(
    room: str, readers: Sequence[Reader], roles: Sequence[Role | None], deltas: Mapping[int, Delta]
) -> list[str]:
    """Who stands at one revision shares a frame, for many may come at once. A reset tells of a client's own edits."""

    @cache
    def frame(revision: int, settled: int | None, source: bool) -> str:
        return render.frame(deltas[revision], title=True, first=True, settled=settled, source=source)

    def welcome(reader: Reader, role: Role | None) -> str:
        if role is None:
            return ""
        settled = store.last_seq(room, reader.client) if deltas[reader.revision].reset else None
        return frame(reader.revision, settled, role.writes)

    metrics.RESYNCS.inc(sum(deltas[reader.revision].reset for reader in readers))
    return [welcome(reader, role) for reader, role in zip(readers, roles, strict=True)]


def _settle(order: Order) -> Settled:
    """All at once. Where that fails, the edit or the reader that is the cause does not hinder the others."""
    room, edits = order.room, order.edits
    try:
        (settled,) = settle_all([order])
    except database.AWAY:
        raise
    except Exception:
        if edits:
            _complain(room, f"A batch of {len(edits)} edits of room {room} failed; taking them one by one")
        outcomes = [_settle_alone(room, edit) for edit in edits]
        return replace(_read(order), outcomes=outcomes)
    if edits:
        _failing.discard(room)
    return settled


def _settle_alone(room: str, edit: Edit) -> Change | Refusal:
    try:
        return settle(room, [edit], []).outcomes[0]
    except database.AWAY:
        raise
    except Exception:
        logger.error("An edit of room %s failed", room)
        refusal = Refusal("unavailable", "The server could not store the edit.", edit.inserted)
        metrics.count_refusal(refusal)
        return refusal


def _read(order: Order) -> Settled:
    """What changed since these revisions; where that cannot be read, the whole document instead."""
    room = order.room
    try:
        return settle(room, [], order.readers_at, visitors=order.visitors)
    except database.AWAY:
        raise
    except Exception:
        _complain(room, f"The changes of room {room} cannot be read; who misses some gets the whole document")
    whole = settle(room, [], {NEVER}, visitors=order.visitors)
    return replace(whole, deltas=dict.fromkeys(order.readers_at, whole.deltas[NEVER]))


def _complain(room: str, trouble: str) -> None:
    """Log it with the exception, and no more of this room's until a batch succeeds."""
    if room not in _failing:
        _failing.add(room)
        logger.exception(trouble)
