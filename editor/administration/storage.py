"""How much files take, for a column of a list: part of the one query that the list is."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from ..files.storing import amount
from ..models import File


class Storage:
    """An administration of rows that have their `storage_by` something as `bytes`."""

    @admin.display(description="Files", ordering="bytes")
    def storage(self, row: Any) -> str:
        return amount(row.bytes)


def storage_by(path: str) -> Coalesce:
    """The bytes of the files that have the row at this path, such as `document__owner`."""
    files = File.objects.filter(**{path: OuterRef("pk")}).order_by().values(path)
    return Coalesce(Subquery(files.annotate(sum=Sum("size")).values("sum")), 0)
