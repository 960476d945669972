"""What is lost, doubled, different or refused in the end."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from .writers import Account

EXPLAINED = ("unavailable",)  # codes of refusals
SHOWN = 20  # characters, of those that are wrong


def losses(accounts: Sequence[Account], stored: dict[str, str]) -> Iterator[str]:
    """A line for each. `stored` has the document's Markdown, as each process serves it, by its address."""
    texts = {account.client: "\n\n".join(account.texts) for account in accounts} | stored
    reference, text = next(iter(stored.items()))
    for name, other in texts.items():
        if other != text:
            at = next(at for at, (a, b) in enumerate(zip_longest(other, text)) if a != b)
            shown = [whole[at : at + SHOWN] for whole in (other, text)]
            yield f"{name} and {reference} differ from character {at} on: {shown}"
    found = Counter(text)
    for account in accounts:
        yield from _miscounted(account, found)
        if unexplained := [code for code in account.refusals if code not in EXPLAINED]:
            yield f"{account.client}: {len(unexplained)} edits were refused: {sorted(set(unexplained))}"


def _miscounted(account: Account, found: Counter[str]) -> Iterator[str]:
    gone = {*account.deleted, *account.refused}
    for fault, points in {
        "lost": [point for point in account.typed if point not in gone and not found[point]],
        "doubled": [point for point in account.typed if found[point] > 1],
        "deleted and there": [point for point in gone if found[point]],
    }.items():
        if points:
            yield f"{account.client}: {len(points)} characters are {fault}: {points[:SHOWN]}"
