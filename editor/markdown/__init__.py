"""A block's Markdown as HTML that may stand in anybody's page.

CommonMark with GitHub's tables, strikethrough, task lists, autolinks, callouts and footnotes; maths between dollars;
highlighted code. Raw HTML is shown as text. What comes out of the libraries is sanitised as the last step, so that no
page depends on any of them alone.

Elements carry `data-at`, where they start in the source in code points, for a click to find its character.
"""

from .html import to_html, to_plain_text, to_words
from .kinds import kind

__all__ = ["kind", "to_html", "to_plain_text", "to_words"]
