"""What is counted and measured in this process, for Prometheus."""

from collections.abc import Iterable, Sequence

from prometheus_client import Counter, Gauge, Histogram

from .edit import Refusal

ROOMS = Gauge("longhand_rooms", "Rooms that are open")
CONNECTIONS = Gauge("longhand_connections", "Pages and programs in a room, by a socket or by plain requests")
PEOPLE = Gauge("longhand_people", "People in a room, each counted once in each room")

ACCEPTED = Counter("longhand_edits_accepted", "Edits that were stored")
REFUSED = Counter("longhand_edits_refused", "Edits that were refused", ["code"])
RESYNCS = Counter("longhand_resyncs", "Whole documents sent to those who could not be told what they had missed")
BATCH = Histogram(
    "longhand_batch_edits", "Edits that a room settles together", buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
)
TURN = Histogram("longhand_turn_seconds", "From a room's wish for a turn until all of it is stored and rendered")
DROPPED = Counter("longhand_announcements_dropped", "Announcements that did not get to the channel layer", ["why"])
LAG = Histogram(
    "longhand_layer_lag_seconds", "From an announcement until the channel layer brings it back to its sender"
)


def count(accepted: int, rooms: Iterable[Sequence[object]]) -> None:
    """How many edits were stored, and what became of all that each room had."""
    ACCEPTED.inc(accepted)
    for outcomes in rooms:
        if outcomes:
            BATCH.observe(len(outcomes))
        for outcome in outcomes:
            if isinstance(outcome, Refusal):
                count_refusal(outcome)


def count_refusal(refusal: Refusal) -> None:
    REFUSED.labels(refusal.code).inc()
