"""Finding documents by what they say: with SQLite by FTS5, with PostgreSQL by its text search."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from ..models import Document
from ..visitors import Visitor
from .belonging import documents_of
from .index import bring_up_to_date
from .listing import A_PAGE, noted
from .models import Indexed
from .query import Query
from .snippets import marked, snippet

MOST = 1_000  # that are found; whoever finds more has to say more

# The plus, and the array, have the database look up the visitor's documents once, and not once for each that matches
SQLITE = """
    SELECT rowid FROM library_words WHERE library_words MATCH %s AND +rowid IN ({documents})
    ORDER BY bm25(library_words, 8, 1), rowid DESC LIMIT %s
"""
POSTGRESQL = """
    SELECT document_id FROM library_indexed, to_tsquery('simple', %s) AS query
    WHERE vector @@ query AND document_id = ANY (ARRAY ({documents}))
    ORDER BY ts_rank(vector, query) DESC, document_id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Found:
    document: Document
    title: SafeString
    snippet: SafeString


def search(visitor: Visitor, text: str, number: str) -> tuple[Page[Any], bool]:
    """A page of what is Found among the visitor's documents, what fits best first; whether all of them were looked at.

    Whatever is looked for, it is no mistake. Where much has changed, the next search goes on looking at it.
    """
    query, documents = Query.of(text), documents_of(visitor).filter(trashed_at=None)
    is_complete = bring_up_to_date(documents)
    page: Page[Any] = Paginator(_matching(documents, query), A_PAGE).get_page(number)
    page.object_list = _found(list(page.object_list), query, visitor)
    return page, is_complete


def _matching(documents: QuerySet[Document], query: Query) -> list[int]:
    """Their numbers."""
    if not query.wanted:
        return []
    theirs, values = documents.values("pk").query.sql_with_params()
    if connection.vendor == "sqlite":
        statement, wanted = SQLITE, query.for_sqlite()
    else:
        statement, wanted = POSTGRESQL, query.for_postgresql()
    with connection.cursor() as cursor:
        cursor.execute(statement.format(documents=theirs), [wanted, *values, MOST])
        return [number for (number,) in cursor.fetchall()]


def _found(numbers: Sequence[int], query: Query, visitor: Visitor) -> list[Found]:
    """As they were when they were looked at; they may have changed since."""
    documents = {row.pk: row for row in noted(Document.objects.filter(pk__in=numbers), visitor, {})}
    texts = dict(Indexed.objects.filter(pk__in=numbers).values_list("pk", "text"))
    pattern = query.pattern()
    return [
        Found(documents[number], marked(documents[number].title, pattern), snippet(texts.get(number, ""), pattern))
        for number in numbers
        if number in documents
    ]
