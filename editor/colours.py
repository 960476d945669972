"""Which of the stylesheet's colours each person in a room has, so that the colour-blind, too, tell them apart."""

from collections import Counter
from collections.abc import Iterable

# How different each two of them look, to the eyes that tell them worst (a test measures it)
DIFFERENCES = (
    (0, 23, 9, 14, 14, 13, 11, 23, 8, 11),
    (23, 0, 10, 21, 13, 11, 17, 12, 10, 27),
    (9, 10, 0, 18, 19, 12, 11, 11, 11, 9),
    (14, 21, 18, 0, 11, 26, 10, 24, 8, 12),
    (14, 13, 19, 11, 0, 30, 14, 19, 9, 13),
    (13, 11, 12, 26, 30, 0, 14, 8, 23, 16),
    (11, 17, 11, 10, 14, 14, 0, 18, 12, 12),
    (23, 12, 11, 24, 19, 8, 18, 0, 12, 22),
    (8, 10, 11, 8, 9, 23, 12, 12, 0, 13),
    (11, 27, 9, 12, 13, 16, 12, 22, 13, 0),
)
COLOURS = len(DIFFERENCES)


def preferred(key: str) -> int:
    """The colour of the person of that key where nobody else has it."""
    return int(key[4:6], 16) % COLOURS


def shared_out(wishes: Iterable[int]) -> list[int]:
    """A colour for each, those who came first first: the one they wish, or else the most different one that is free.

    With more people than colours, those are free that the fewest have.
    """
    given = list[int]()
    uses = Counter(dict.fromkeys(range(COLOURS), 0))
    for wish in wishes:
        least = min(uses.values())
        taken = [colour for colour, number in uses.items() if number > least]
        free = [colour for colour, number in uses.items() if number == least]
        given.append(wish if wish in free else max(free, key=lambda colour: _distance(colour, taken)))
        uses[given[-1]] += 1
    return given


def _distance(colour: int, others: list[int]) -> int:
    return min(DIFFERENCES[colour][other] for other in others)
