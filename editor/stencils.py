"""Partials that are drawn all the time: their template is rendered once, with blanks, and filled in from then on.

To fill one in takes a few microseconds. To render it takes a hundred, as Django looks each variable up in contexts and
checks each string for being translated later.
"""

from functools import cache
from html import escape

from django.dispatch import receiver
from django.template.loader import render_to_string
from django.utils.autoreload import file_changed
from django.utils.safestring import SafeString

MARK = "\0"  # around a blank's name; stands in no template


def fill(template: str, **values: object) -> SafeString:
    """The template with these values, escaped unless they are safe.

    It may print each of them as it is, and ask whether it is there, which None and False are not. It cannot ask what
    it is: no filters, no loops.
    """
    there = {
        name: value if type(value) is SafeString else escape(str(value))
        for name, value in values.items()
        if value is not None and value is not False
    }
    return SafeString(_cut(template, tuple(there)) % there)


@cache
def _cut(template: str, names: tuple[str, ...]) -> str:
    blanks = {name: f"{MARK}{name}{MARK}" for name in names}
    pattern = (
        render_to_string(template, blanks).removesuffix("\n").replace("%", "%%")
    )  # the end of a file, not of a part
    for name, blank in blanks.items():
        pattern = pattern.replace(blank, f"%({name})s")
    if MARK in pattern:
        raise ValueError(f"{template} does more with a value than to print it")
    return pattern


@receiver(file_changed)
def _cut_again(**_: object) -> None:
    """While somebody works on the templates."""
    _cut.cache_clear()
