"""Lists to be looked at, and to take something out of."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from .discreet import DiscreetAdmin


class ReadOnlyAdmin(DiscreetAdmin):
    show_full_result_count = False
    take_out: Callable[[Any], None]  # what it comes to that one is deleted

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.take_out(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self.take_out(row)
