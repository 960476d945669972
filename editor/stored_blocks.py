"""The blocks of a locked document behind the interface that the merge core changes."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import inf

from django.db.models import QuerySet

from .merge import UnknownBlock
from .models import Block, Document
from .rows import Rows, write_blocks
from .store import blocks
from .words import count

SPACING = 2**32  # between blocks at the end of a document: room for those that come between
FURTHEST = 500  # blocks that are read at once on the way from block to block
STEP = 2**16  # between a block and one put after it: room for as many more, one after another

Run = list[str]  # blocks that were put one after another at one place


class StoredBlocks:
    """What is done stays in memory; `flush` writes it, thousands of blocks as cheaply as one.

    Two blocks that are neighbours in the database are so here, unless one of them knows better: whatever is put between
    them or taken away there links its neighbours anew.
    """

    def __init__(self, document: Document, known: dict[str, Block] | None = None) -> None:
        """`known` are some that need not be read, as they stand. It comes to hold all that were read or made."""
        self._document = document
        self._rows = {} if known is None else known
        self._missing: set[str] = set()
        self._above: dict[str | None, str | None] = {}  # None is the end, and the last block above it
        self._below: dict[str | None, str | None] = {}  # None is the front, and the first block below it
        self._placed = dict[str, None]()  # blocks that were put somewhere, in the order of their coming
        self._reach = 1  # blocks that are read where one is asked for
        self._changed: set[str] = set()
        self._removed: dict[str, Block] = {}
        self._before: dict[int, str] = {}  # what stands in the database of those that changed or went
        self._written = 0  # words by which the document has become more on the way, not told of yet

    def load(self, keys: Iterable[str]) -> None:
        """Read these blocks in one go; reading them one by one does the same more slowly."""
        wanted = {key for key in keys if key not in self._rows and key not in self._missing}
        if wanted:
            found = {row.key: row for row in blocks(self._document, list(wanted))}
            self._rows |= found
            self._missing |= wanted - found.keys()

    def flush(self) -> int:
        """Write what has changed. Returns how many words the document has more since this was told last."""
        rows = Rows()
        words = self.hand_over(rows)
        rows.write()
        return words

    def hand_over(self, rows: Rows) -> int:
        """As `flush`, but for the writing, which has to come before anything else is asked for."""
        if self._removed:
            self._document.blocks.filter(pk__in=[row.pk for row in self._removed.values()]).delete()
        self._place()
        new = [self._rows[key] for key in self._placed if not self._rows[key].pk]
        standing = [self._rows[key] for key in self._placed.keys() | self._changed if self._rows[key].pk]
        changed = [row for row in standing if row.pk in self._before]
        words = sum(count(row.text) for row in [*changed, *new]) - sum(map(count, self._before.values()))
        words, self._written = words + self._written, 0
        rows.new += new
        rows.standing += standing
        for done in (self._removed, self._placed, self._changed, self._before):
            done.clear()
        return words

    def __contains__(self, key: str) -> bool:
        if key not in self._rows:
            self.load([key])
        return key in self._rows

    def keys(self) -> list[str]:
        for row in self._document.blocks.all():
            if row.key not in self._missing:
                self._rows.setdefault(row.key, row)
        return list(self._rows)

    def text(self, key: str) -> str:
        return self._row(key).text

    def write(self, key: str, text: str) -> None:
        row = self._row(key)
        if row.pk:
            self._before.setdefault(row.pk, row.text)
        row.text = text
        self._changed.add(key)

    def before(self, key: str) -> str | None:
        position = self._row(key).position
        if key not in self._above:
            rows = self._document.blocks.filter(position__lt=position).order_by("-position")
            above = self._read(rows)
            self._link(above[0] if above else None, key)
            for lower, upper in pairwise(above):
                self._link_if_new(upper, lower)
        return self._above[key]

    def after(self, key: str) -> str | None:
        self._row(key)
        return self._next(key)

    def span(self, first: str, last: str) -> list[str]:
        """Read in one go, the first time."""
        low, high, keys = self._row(first), self._row(last), [first]
        while keys[-1] != last and (below := self._below.get(keys[-1])) is not None:
            keys.append(below)
        if keys[-1] == last:
            return keys
        if self._placed or self._removed:
            self._written = self.flush()
        rows = self._document.blocks.filter(position__range=(low.position, high.position)).order_by("position")
        keys = [self._rows.setdefault(row.key, row).key for row in rows]
        for above, below in pairwise(keys):
            self._link(above, below)
        return keys

    def insert(self, key: str, after: str, text: str) -> None:
        self._put(key, after)
        removed = self._removed.pop(key, None)
        self._rows[key] = removed or Block(document=self._document, key=key)
        self._rows[key].text = text
        self._changed.add(key)
        self._missing.discard(key)

    def move(self, key: str, after: str | None) -> None:
        if self.before(key) != after:
            if after is not None:
                self._row(after)
            self._take_out(key)
            self._put(key, after)

    def remove(self, key: str) -> None:
        self._take_out(key)
        row = self._rows.pop(key)
        self._missing.add(key)
        self._changed.discard(key)
        self._placed.pop(key, None)
        if row.pk:
            self._before.setdefault(row.pk, row.text)
            self._removed[key] = row

    def _row(self, key: str) -> Block:
        if key not in self:
            raise UnknownBlock(key)
        return self._rows[key]

    def _next(self, key: str | None) -> str | None:
        """The block after this one, or the first."""
        if key not in self._below:
            rows = self._document.blocks.order_by("position")
            below = self._read(rows if key is None else rows.filter(position__gt=self._row(key).position))
            self._link(key, below[0] if below else None)
            for upper, lower in pairwise(below):
                self._link_if_new(upper, lower)
        return self._below[key]

    def _read(self, rows: QuerySet[Block]) -> list[str]:
        """The first of the rows: the more, the more often that is asked, as who goes on from block to block does."""
        found = [row for row in rows[: self._reach] if row.key not in self._missing]
        self._reach = min(2 * self._reach, FURTHEST)
        return [self._rows.setdefault(row.key, row).key for row in found]

    def _link_if_new(self, above: str, below: str) -> None:
        """For neighbours in the database, of which one may know better."""
        if above not in self._below and below not in self._above:
            self._link(above, below)

    def _link(self, above: str | None, below: str | None) -> None:
        self._below[above], self._above[below] = below, above

    def _put(self, key: str, after: str | None) -> None:
        below = self._next(after)
        self._link(after, key)
        self._link(key, below)
        self._placed[key] = None

    def _take_out(self, key: str) -> None:
        above, below = self.before(key), self._next(key)
        self._link(above, below)
        del self._above[key], self._below[key]

    def _place(self) -> None:
        """Give positions to those that are not back where they were."""
        runs = list(self._runs())
        for key in [key for run in runs if self._stands(run) for key in run]:
            del self._placed[key]
        runs = [run for run in runs if run[0] in self._placed]
        rooms = [self._room(run) for run in runs]
        if any(step < 1 for _, step in rooms):
            self._space_out(runs)
            return
        for run, (start, step) in zip(runs, rooms, strict=True):
            for number, key in enumerate(run, 1):
                self._rows[key].position = start + number * step

    def _runs(self) -> Iterator[Run]:
        for key in self._placed:
            if self._above[key] not in self._placed:
                run = [key]
                while (below := self._below[run[-1]]) is not None and below in self._placed:
                    run.append(below)
                yield run

    def _stands(self, run: Run) -> bool:
        """Whether its rows are in order there: others remember them so, and hear of no edit that is refused."""
        rows, above, below = [self._rows[key] for key in run], self._above[run[0]], self._below[run[-1]]
        low = -inf if above is None else self._row(above).position
        high = inf if below is None else self._row(below).position
        places = [low, *(row.position for row in rows), high]
        return all(row.pk for row in rows) and all(upper < lower for upper, lower in pairwise(places))

    def _room(self, run: Run) -> tuple[int, int]:
        """After which position the run's begin, and how far each is from the one before: 0 if there is no room."""
        above, below = self._above[run[0]], self._below[run[-1]]
        high = None if below is None else self._row(below).position
        if above is None:
            return (0 if high is None else high - SPACING * (len(run) + 1)), SPACING
        low = self._row(above).position
        return low, SPACING if high is None else min(STEP, (high - low) // (len(run) + 1))

    def _space_out(self, runs: list[Run]) -> None:
        """Give every block a new position. Needed only after many blocks were put at one place."""
        following = {self._above[run[0]]: [self._rows[key] for key in run] for run in runs}
        standing = [row for row in self._document.blocks.order_by("position") if row.key not in self._placed]
        rows = list(following.get(None, []))
        for row in standing:
            rows += [row, *following.get(row.key, [])]
        for number, row in enumerate(rows):
            row.position = number * SPACING
            if row.key in self._rows:
                self._rows[row.key].position = row.position
        write_blocks(standing)
