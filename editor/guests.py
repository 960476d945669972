"""Guests: whoever opens a page is one, under a name that is made up until they choose another."""

import hashlib
import secrets
import unicodedata
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

LONGEST_NAME = 40

ADJECTIVES = """
    Amber Brave Calm Clever Eager Early Fair Gentle Golden Happy
    Keen Kind Lively Lucky Merry Quick Quiet Sunny Swift Wise
""".split()  # noqa: SIM905 - a list of forty lines would say no more
ANIMALS = """
    Badger Crane Dolphin Falcon Finch Fox Gecko Hare Heron Ibex
    Lark Lynx Marten Otter Owl Panda Puffin Robin Seal Wren
""".split()  # noqa: SIM905

JOINERS = "\u200c\u200d"  # without which some scripts, and emoji, cannot be written
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # among them what turns the direction of writing around


@dataclass(frozen=True, slots=True)
class Guest:
    key: str  # everyone may know it, unlike the secret that it is made of
    name: str
    named: float = 0.0  # when they chose the name, in seconds since the epoch; 0 for one that was made up


def guest(secret: str) -> Guest:
    """The guest whose browser keeps that secret."""
    key = hashlib.sha256(secret.encode()).hexdigest()[:12]
    return Guest(key, made_up(key))


def be_somebody(session: MutableMapping[str, Any]) -> None:
    """Have the browser keep a secret, if it has none."""
    session.setdefault("guest", secrets.token_hex(16))


def guest_of(session: Mapping[str, Any], client: str) -> Guest:
    """Whose session it is. One without a session is known by its client."""
    if "guest" not in session:
        return guest(client)
    stranger = guest(session["guest"])
    name, named = session.get("name", ("", 0.0))
    return Guest(stranger.key, name or stranger.name, named)


def author(secret: str | None) -> str:
    """The name under which the log knows whoever has that secret; empty for those without one."""
    return guest(secret).key if secret else ""


def made_up(key: str) -> str:
    """A name of two words, always the same for that key."""
    first, last, *_ = bytes.fromhex(key)
    return f"{ADJECTIVES[first % len(ADJECTIVES)]} {ANIMALS[last % len(ANIMALS)]}"


def clean(name: str) -> str:
    """A name as it can be shown in a line of other text; empty if nothing of it can be."""
    shown = "".join(each for each in unicodedata.normalize("NFC", name) if each.isspace() or _is_visible(each))
    shown = " ".join(shown.split())[:LONGEST_NAME].strip()
    return shown if any(unicodedata.category(each)[0] in "LNPS" for each in shown) else ""


def _is_visible(character: str) -> bool:
    return character in JOINERS or unicodedata.category(character) not in INVISIBLE


def initials(name: str) -> str:
    """Of the first and the last word."""
    words = [word.strip(JOINERS) or "?" for word in name.split()]
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper()
