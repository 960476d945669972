"""How much is written. A word is a row of letters and digits, of which marks of Markdown are none."""

import re

WORD = re.compile(r"[^\W_][\w'’-]*")
CHARACTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # a word by itself, as Chinese and Japanese count


def count(text: str) -> int:
    return len(WORD.findall(text if text.isascii() else CHARACTER.sub(r" \g<0> ", text)))


def told(words: int, characters: int) -> str:
    """As a reader is told."""
    return f"{words:,} word{'s' * (words != 1)} · {characters:,} character{'s' * (characters != 1)}"
