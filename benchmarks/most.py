"""How many can write in one document before it feels slow."""

from collections.abc import Sequence

from benchmarks.load import Load
from benchmarks.served import Served
from benchmarks.trial import Trial, run

SLOW = 200.0  # ms, for the 95th percentile
FIRST, LAST = 50, 1600  # writers
TRIES = 2  # before it counts as slow, as a hiccup of the machine would mislead the whole search
CLOSE_ENOUGH = 0.1  # of the number found


def search(stack: str, servers: Sequence[Served], seconds: float) -> list[Trial]:
    """The loads that were tried, as they were; doubles the writers until it is slow, and halves the distance then."""
    trials: list[Trial] = []
    bearable, slow, writers = 0, LAST * 2, FIRST
    while slow - bearable > max(CLOSE_ENOUGH * bearable, 1) and writers <= LAST:
        for _ in range(TRIES):
            trials.append(run(Load.of(writers, stack), servers, seconds))
            if bears(trials[-1]):
                bearable = writers
                break
        else:
            slow = writers
        writers = bearable * 2 if slow > LAST else (bearable + slow) // 2
    return trials


def most(trials: Sequence[Trial]) -> int:
    """The most writers that were not slow; 0 if all were."""
    return max((trial.load.writers for trial in trials if bears(trial)), default=0)


def bears(trial: Trial) -> bool:
    tally = trial.tally
    return tally.percentile(0.95) < SLOW and not tally.lost and not tally.closed
