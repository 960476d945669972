"""What somebody looks for: words, or how they begin; "words in quotes" as they stand; -words that are not to be there.

Whatever is typed is a query. What reaches a database is words alone, in quotes or between operators of our own.
"""

import re
from dataclasses import dataclass
from typing import Self

from .words import CHARACTER, words

PART = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
MOST = 20  # parts that are heeded


@dataclass(frozen=True, slots=True)
class Part:
    words: tuple[str, ...]  # one after another
    is_whole: bool  # or the last one may go on


@dataclass(frozen=True, slots=True)
class Query:
    wanted: tuple[Part, ...]
    unwanted: tuple[Part, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        found: dict[bool, list[Part]] = {True: [], False: []}
        for minus, quoted, plain in PART.findall(text)[:MOST]:
            if these := words(quoted or plain):
                found[not minus].append(Part(tuple(these), bool(quoted)))
        return cls(tuple(found[True]), tuple(found[False]))

    def for_sqlite(self) -> str:
        """In the language of FTS5."""
        wanted = " AND ".join(map(_sqlite, self.wanted))
        return " NOT ".join([f"({wanted})", *map(_sqlite, self.unwanted)])

    def for_postgresql(self) -> str:
        """In that of `to_tsquery`."""
        return " & ".join([*map(_postgresql, self.wanted), *(f"!{_postgresql(part)}" for part in self.unwanted)])

    def pattern(self) -> re.Pattern[str]:
        """Of what is wanted, in a folded text."""
        return re.compile("|".join(map(_pattern, self.wanted)))


def _sqlite(part: Part) -> str:
    return f'"{" ".join(part.words)}"{"" if part.is_whole else "*"}'


def _postgresql(part: Part) -> str:
    return f"({' <-> '.join(part.words)}{'' if part.is_whole else ':*'})"


def _pattern(part: Part) -> str:
    start = "" if re.match(rf"[{CHARACTER}]", part.words[0]) else r"(?<![^\W_])"
    end = "" if re.match(rf"[{CHARACTER}]", part.words[-1]) else r"(?![^\W_])" if part.is_whole else r"[^\W_]*"
    return start + r"[\W_]*".join(part.words) + end
