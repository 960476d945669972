"""What a load came to, counted up over everyone who received it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from benchmarks.reader import Reader

STEPS = 10_000  # in a second, in which latencies are counted


@dataclass
class Tally:
    """What goes wrong counts all the time, the rest in the time that is measured."""

    edits: int = 0  # tokens that were typed
    late: int = 0  # of all tokens: those that had to wait for the answer to what was sent before
    latencies: Counter[int] = field(default_factory=Counter)  # of these tokens, to each of the others
    deliveries: int = 0  # tokens that were received, by each of the others
    frames: int = 0  # with changes, that were received
    bare: int = 0  # frames without changes, that were received: heartbeats, and who is here and where
    lost: int = 0  # tokens that somebody has not received
    doubled: int = 0
    refused: int = 0
    closed: int = 0  # connections

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(mine + theirs for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True)))

    def percentile(self, share: float) -> float:
        """The latency in ms within which that share of the deliveries came; infinite if there were none."""
        left = share * self.latencies.total()
        for latency in sorted(self.latencies):
            left -= self.latencies[latency]
            if left <= 0:
                return latency * 1000 / STEPS
        return float("inf")


def tally(readers: Iterable[Reader], sent: Mapping[str, Mapping[str, float]], window: tuple[float, float]) -> Tally:
    """What these have received of the tokens that were sent in each room at those times."""
    result = Tally()
    start, end = window
    for reader in readers:
        missing = dict(sent[reader.room.name])
        for frame, time in zip(reader.frames, reader.times, strict=True):
            in_time = start <= time < end
            result.frames += in_time
            for token in frame.tokens:
                typed = missing.pop(token, None)
                if typed is None:
                    result.doubled += 1
                elif not reader.wrote(token):
                    result.deliveries += in_time
                    if start <= typed < end:
                        result.latencies[int((time - typed) * STEPS)] += 1
        result.bare += sum(start <= time < end for time in reader.bare)
        result.lost += len(missing)
        result.closed += reader.code is not None
    return result
