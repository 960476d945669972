"""The name of a file, in Markdown and in addresses: whatever somebody has called it, it stays a name."""

import re
import unicodedata

from ..models import File
from .kinds import is_image

LONGEST = 100  # characters of a name
KEY = r"[a-z2-7]{26}"
SPACES = re.compile(r"[^\w.-]+")  # and whatever else may mean something in an address or around it
MARKS = re.compile(r"[!-,/:-@\[-`{-~]")  # ASCII punctuation, but for full stop and hyphen


def clean(name: str) -> str:
    """In one line and without what is not seen, such as a sign that turns the direction of writing."""
    shown = "".join(character if character.isprintable() else " " for character in unicodedata.normalize("NFC", name))
    shown = " ".join(shown.split()).lstrip(". ") or "file"
    stem, dot, ending = shown.rpartition(".")
    if len(shown) <= LONGEST or not stem or len(ending) > 10:
        return shown[:LONGEST].rstrip()
    return stem[: LONGEST - 1 - len(ending)].rstrip() + dot + ending


def mention(file: File) -> str:
    """The Markdown that shows an image, or links to another file."""
    words = MARKS.sub(r"\\\g<0>", file.name)
    pixels = f"#{file.width}x{file.height}" if file.width else ""  # for the renderer, which has no database
    return f"{'!' if is_image(file.content_type) else ''}[{words}]({address(file)}{pixels})"


def address(file: File) -> str:
    """From the document's page."""
    return f"files/{file.key}/{SPACES.sub('-', file.name)}"


def from_beside(markdown: str, room: str) -> str:
    """The Markdown with addresses as they read from /document/<room>.md."""
    return re.sub(rf"\]\((?=files/{KEY}/)", f"]({room}/", markdown)
