"""One turn of a room: a batch of edits into the database, and what everyone must be sent after it."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from . import database, render, store
from .delta import Delta, on_the_wire
from .edit import Edit, Refusal
from .edits import Settled, settle
from .models import Change

logger = logging.getLogger(__name__)

NEVER = 2**63  # a revision that no document reaches; who stands there gets the whole of it

_failing: set[str] = set()  # rooms whose last batch failed


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone who joins: a client that has seen the document at `revision`."""

    client: str
    revision: int


@dataclass(frozen=True, slots=True)
class Turn:
    revision: int
    title: str
    outcomes: list[Change | Refusal]  # for each edit
    news: str  # the frame for those who follow the room; empty if nothing is new
    put_back: bool  # whether the document is no more what they follow, so that they have to come anew
    welcomes: list[str]  # the first frame for each reader


def take_turn(
    room: str, edits: Sequence[Edit], followed_to: int | None, known_title: str, readers: Sequence[Reader]
) -> Turn:
    """Settle the edits and render what changed since `followed_to`, and since each reader's revision."""
    revisions = {reader.revision for reader in readers}
    if followed_to is not None:
        revisions.add(followed_to)
    outcomes, settled = _settle(room, edits, revisions)
    news, put_back = "", False
    if followed_to is not None and (delta := settled.deltas[followed_to]).revision != followed_to:
        put_back = delta.reset
        news = "" if put_back else render.frame(delta, title=delta.title != known_title)
    welcomes = _welcomes(room, readers, settled.deltas)
    return Turn(settled.revision, settled.title, outcomes, news, put_back, welcomes)


def answer(edit: Edit, outcome: Change | Refusal, revision: int, since: int) -> str:
    """The frame for a client that the news since that revision does not answer; empty if it does."""
    if isinstance(outcome, Refusal):
        return render.refusal_frame(revision, edit.seq, outcome)
    if outcome.revision <= since:  # taken already, and the news went to a connection that is no more
        return render.reminder_frame(revision, on_the_wire(outcome))
    return ""


def _welcomes(room: str, readers: Sequence[Reader], deltas: Mapping[int, Delta]) -> list[str]:
    """Who stands at one revision shares a frame, for many may come at once. A reset tells of a client's own edits."""

    @cache
    def frame(revision: int, settled: int | None) -> str:
        return render.frame(deltas[revision], title=True, settled=settled)

    return [
        frame(reader.revision, store.last_seq(room, reader.client) if deltas[reader.revision].reset else None)
        for reader in readers
    ]


def _settle(room: str, edits: Sequence[Edit], revisions: set[int]) -> tuple[list[Change | Refusal], Settled]:
    """All at once. Where that fails, the edit or the reader that is the cause does not hinder the others."""
    try:
        settled = settle(room, edits, revisions)
    except database.AWAY:
        raise
    except Exception:
        if edits:
            _complain(room, f"A batch of {len(edits)} edits of room {room} failed; taking them one by one")
        return [_settle_alone(room, edit) for edit in edits], _read(room, revisions)
    if edits:
        _failing.discard(room)
    return settled.outcomes, settled


def _settle_alone(room: str, edit: Edit) -> Change | Refusal:
    try:
        return settle(room, [edit], []).outcomes[0]
    except database.AWAY:
        raise
    except Exception:
        logger.error("An edit of room %s failed", room)
        return Refusal("unavailable", "The server could not store the edit.", edit.inserted)


def _read(room: str, revisions: set[int]) -> Settled:
    """What changed since these revisions; where that cannot be read, the whole document instead."""
    try:
        return settle(room, [], revisions)
    except database.AWAY:
        raise
    except Exception:
        _complain(room, f"The changes of room {room} cannot be read; who misses some gets the whole document")
    whole = settle(room, [], {NEVER})
    return replace(whole, deltas=dict.fromkeys(revisions, whole.deltas[NEVER]))


def _complain(room: str, trouble: str) -> None:
    """Log it with the exception, and no more of this room's until a batch succeeds."""
    if room not in _failing:
        _failing.add(room)
        logger.exception(trouble)
