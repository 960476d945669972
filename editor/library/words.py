"""Words as they are looked for: without capitals and accents, and each Chinese or Japanese character by itself.

So both databases get what neither of them has to take apart, and find the same.
"""

import re
import unicodedata

CHARACTER = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{CHARACTER}]|[^\W_{CHARACTER}]+")


class _Folds(dict[int, int]):
    """Each character's, worked out when it is met first."""

    def __missing__(self, character: int) -> int:
        plain = unicodedata.normalize("NFKD", chr(character).lower())
        self[character] = ord(plain[0]) if len(plain) == 1 or unicodedata.combining(plain[1]) else character
        return self[character]


FOLDS = _Folds()


def fold(text: str) -> str:
    """With a character for each one of the text, which is best composed (NFC)."""
    return text.translate(FOLDS)


def words(text: str) -> list[str]:
    return WORD.findall(fold(unicodedata.normalize("NFC", text)))
