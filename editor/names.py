"""Names of rooms."""

import re
import secrets

ROOM = re.compile(r"[A-Za-z0-9_-]{1,100}")
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # nothing that looks like something else
NEW = re.compile(rf"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{3}}")


def new_room() -> str:
    """A name that nobody guesses (80 bits) and that can be read out: `abcd-efgh-jkmn-pqrs`."""
    letters = [secrets.choice(ALPHABET) for _ in range(16)]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, 16, 4))


def can_be_guessed(room: str) -> bool:
    """Whether it looks like a name that somebody has chosen."""
    return not NEW.fullmatch(room)
