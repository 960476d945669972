"""A document to measure with: always the same text, and a longer one begins like a shorter one."""

from random import Random

WORDS = ("ink", "paper", "margin", "letter", "page", "quill", "desk", "lamp", "evening", "window", "river", "stone")


def manuscript(blocks: int) -> list[str]:
    """The texts of that many blocks: headings, paragraphs, lists and quotes."""
    random = Random(1)
    return ["# A long evening", *(_text(number, random) for number in range(1, blocks))]


def _text(number: int, random: Random) -> str:
    match number % 12:
        case 0:
            return f"## {_words(random, 4).capitalize()}"
        case 5:
            return "\n".join(f"- {_words(random, 6)}" for _ in range(4))
        case 9:
            return f"> {_words(random, 20).capitalize()}."
    sentences = [f"{_words(random, random.randint(8, 16)).capitalize()}." for _ in range(random.randint(1, 4))]
    return f"{' '.join(sentences)} *{_words(random, 2)}*, **{_words(random, 1)}** and [a link](https://example.org)."


def _words(random: Random, number: int) -> str:
    return " ".join(random.choices(WORDS, k=number))
