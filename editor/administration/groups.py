"""Groups, to which documents can be given: whoever leaves one leaves those."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from ..models import Document
from ..sharing.changing import change_all
from ..sharing.models import Grant
from .discreet import DiscreetAdmin


class GroupAdmin(DiscreetAdmin):
    list_display = search_fields = ordering = ("name",)
    filter_horizontal = ("permissions",)

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> tuple[str, ...]:
        """Nobody gives what they may do themselves to others, or more."""
        return () if request.user.is_superuser else ("permissions",)

    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        with change_all(given_to([obj.pk])):
            obj.delete()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Group]) -> None:
        with change_all(given_to([group.pk for group in queryset])):
            queryset.delete()


def given_to(groups: Iterable[int]) -> QuerySet[Document]:
    return Document.objects.filter(pk__in=Grant.objects.filter(group__in=groups).values("document"))
