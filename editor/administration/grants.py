"""To whom documents are given: to be looked at, and taken back."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from ..sharing import changing
from ..sharing.models import Grant, Link
from .read_only import ReadOnlyAdmin


class GivenAdmin(ReadOnlyAdmin):
    list_filter = ("role",)
    ordering = ("-made_at",)
    take_out = staticmethod(changing.take_back)


class GrantAdmin(GivenAdmin):
    list_display = ("document", "whom", "role", "made_at")
    list_select_related = ("document", "user", "group")
    search_fields = ("document__room", "user__email", "group__name", "email")
    fields = ("document", "user", "group", "email", "role", "made_at")

    @admin.display(description="To")
    def whom(self, grant: Grant) -> str:
        return str(grant.user or grant.group or grant.email)


class LinkAdmin(GivenAdmin):
    """Without their keys, by which an administrator would have their roles."""

    list_display = ("document", "role", "expires_at", "asks_for_password", "used_by", "made_at")
    list_select_related = ("document",)
    search_fields = ("document__room",)
    fields = ("document", "role", "expires_at", "asks_for_password", "used_by", "made_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Link]:
        links: QuerySet[Link] = super().get_queryset(request)
        return links.annotate(people=Count("uses"))

    @admin.display(boolean=True)
    def asks_for_password(self, link: Link) -> bool:
        return bool(link.password)

    @admin.display(description="Used by", ordering="people")
    def used_by(self, link: Any) -> str:
        return f"{link.people} people"
