"""What somebody looks for in texts, and what is to stand in its place. Pure.

Regular expressions are those of RE2: whatever they are, the time they take grows with the text alone. Their `^` and `$`
are at lines; their `\\w` and `\\b` know ASCII alone.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from time import thread_time
from typing import Any, NamedTuple

import re2

from .merge import acceptable

LONGEST = 1_000  # characters to be found, or to be put in their place
TIME = 2.0  # seconds of the processor for a whole document
SIGN = re.compile(r"\\([0-9nt\\])")

RE2 = re2.Options()
RE2.log_errors = False
RE2.max_mem = 2**20


class CannotSearch(ValueError):
    """Why not: a sentence for the person, without its full stop."""


class Match(NamedTuple):
    start: int  # in code points
    end: int
    groups: tuple[str, ...] = ()  # of a regular expression, the whole first, if they are to be put in


Finder = Callable[[str], Iterator[Match]]


@dataclass(frozen=True, slots=True)
class Search:
    find: str
    replace: str = ""  # for a regular expression, `\1` is its first group, `\0` all of it; there are `\n` and `\t`
    case: bool = False  # whether capitals matter
    words: bool = False  # whether only whole words count
    regex: bool = False

    def matches(self, texts: Iterable[str]) -> Iterator[list[Match]]:
        """For each text its matches: each behind the one before, none of them empty. Raises CannotSearch."""
        if max(len(self.find), len(self.replace)) > LONGEST:
            raise CannotSearch(f"There is room for {LONGEST:,} characters")
        finder, end = self._expression() if self.regex else self._plain(), thread_time() + TIME
        for text in texts:
            if thread_time() > end:
                raise CannotSearch("In a document of this length, searching for this takes too long")
            yield list(finder(text))

    def replacement(self, match: Match) -> str:
        """What stands in the match's place then."""
        if not self.regex:
            return self.replace
        return SIGN.sub(lambda sign: _put_in(sign[1], match.groups), self.replace)

    def encode(self) -> str:
        return json.dumps(asdict(self))

    def _plain(self) -> Finder:
        if not self.find:
            return lambda text: iter(())
        before = r"(?<!\w)" if self.words and re.match(r"\w", self.find[0]) else ""
        behind = r"(?!\w)" if self.words and re.match(r"\w", self.find[-1]) else ""
        found = re.compile(before + re.escape(self.find) + behind, 0 if self.case else re.IGNORECASE)
        return lambda text: (Match(*match.span()) for match in found.finditer(text))

    def _expression(self) -> Finder:
        flags = "(?m)" if self.case else "(?mi)"
        try:
            expression = re2.compile(f"{flags}{self.find}".encode(), RE2)
        except (re2.error, UnicodeEncodeError) as error:
            raise CannotSearch(f"This is no regular expression: {_reason(error).replace(flags, '')}") from None
        if any(sign.isdecimal() and int(sign) > expression.groups for sign in SIGN.findall(self.replace)):
            raise CannotSearch("The replacement names a group that the expression does not have")

        def found(text: str) -> Iterator[Match]:
            data, seen, point = text.encode(), 0, 0  # by bytes it takes a third of the time
            for match in expression.finditer(data):
                start, end = match.span()
                if start == end:
                    continue
                point += len(_text(data[seen:start]))
                behind = point + len(_text(data[start:end]))
                if point < behind and not (self.words and _cuts_word(text, point, behind)):
                    groups = (match.group(), *match.groups()) if self.replace else ()
                    yield Match(point, behind, tuple(map(_text, groups)))
                point, seen = behind, end

        return found


def decode(argument: str) -> Search:
    """A search as it was encoded, or as a program says it. Raises CannotSearch."""
    try:
        fields: Any = json.loads(argument)
    except (ValueError, RecursionError):
        fields = None
    match fields:
        case {"find": str(find), "replace": str(replace), **options}:
            flags = {name: options.get(name) is True for name in ("case", "words", "regex")}
            return Search(find, acceptable(replace), **flags)
    raise CannotSearch("It is not said what to find, and what to put in its place")


def _text(part: bytes | None) -> str:
    return (part or b"").decode(errors="ignore")  # RE2's `\C` is half a character


def _put_in(sign: str, groups: tuple[str, ...]) -> str:
    return groups[int(sign)] if sign.isdecimal() else {"n": "\n", "t": "\t"}.get(sign, sign)


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Whether a word goes on over one of the ends."""
    return any(re.match(r"\w\w", text[max(at - 1, 0) : at + 1]) for at in (start, end))


def _reason(error: Exception) -> str:
    reason = error.args[0]
    return reason.decode(errors="replace") if isinstance(reason, bytes) else "it has a character that is none"
