"""People with accounts."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangosUserAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from ..accounts import shutting_out
from ..accounts.erasing import erase
from ..accounts.models import User
from ..models import Document
from ..sharing.changing import change_all
from .asking import CONFIRMED, HeirForm, ask
from .discreet import DiscreetAdmin
from .exporting import export
from .groups import given_to
from .storage import Storage, storage_by
from .user_forms import NewUserForm

Context = dict[str, Any] | None

POWERS = ("is_staff", "is_superuser", "groups", "user_permissions")


class UserAdmin(Storage, DiscreetAdmin, DjangosUserAdmin):  # type: ignore[type-arg]  # as DiscreetAdmin
    add_form = NewUserForm
    change_form_template = "administration/user.html"
    list_display = ("email", "name", "is_active", "is_staff", "number", "storage", "date_joined", "last_login")
    list_filter = ("is_active", "is_staff", "groups")
    search_fields = ("email", "name")
    ordering = ("email",)
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": ("email", "name", "password", "is_active")}),
        ("Powers", {"fields": POWERS}),
        ("Known", {"fields": ("person", "number", "storage", "date_joined", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)
    actions = ("shut_out", "let_in")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Superusers are for superusers alone."""
        users: QuerySet[User] = super().get_queryset(request)
        if not request.user.is_superuser:
            users = users.filter(is_superuser=False)
        owned = Document.objects.filter(owner=OuterRef("pk")).order_by().values("owner")
        documents = Coalesce(Subquery(owned.annotate(number=Count("pk")).values("number")), 0)
        return users.annotate(documents_owned=documents, bytes=storage_by("document__owner"))

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Nobody gives powers who has not all of them. An address is its owner's to change, who has to confirm it."""
        powers = () if request.user.is_superuser else POWERS
        known = ("person", "number", "storage", "date_joined", "last_login")
        return (*powers, *known, *(("email",) if obj else ()))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # what is theirs would be nobody's; to erase them is another thing

    @admin.display(description="Documents", ordering="documents_owned")
    def number(self, user: Any) -> str:
        address = reverse("admin:editor_document_changelist")
        return format_html('<a href="{}?owner__id__exact={}">{}</a>', address, user.pk, user.documents_owned)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if change and "is_active" in form.changed_data:
            with change_all(shutting_out.within_reach(obj)):
                super().save_model(request, obj, form, change)
        else:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = set(form.instance.groups.all())
        with change_all(given_to(group.pk for group in before ^ {*form.cleaned_data.get("groups", before)})):
            super().save_related(request, form, formsets, change)

    @admin.action(permissions=["change"], description="Shut out: disconnect them everywhere, and let them in no more")
    def shut_out(self, request: HttpRequest, users: QuerySet[User]) -> None:
        self._let(request, users, False)

    @admin.action(permissions=["change"], description="Let in again")
    def let_in(self, request: HttpRequest, users: QuerySet[User]) -> None:
        self._let(request, users, True)

    def _let(self, request: HttpRequest, users: QuerySet[User], is_active: bool) -> None:
        message = "Let in again" if is_active else "Shut out"
        chosen = [user for user in users if user != request.user]  # nobody locks themselves out
        for user in chosen:
            shutting_out.let(user, is_active)
            self.log_change(request, user, f"{message}.")
        self.message_user(request, f"{message}: {len(chosen)} {'person' if len(chosen) == 1 else 'people'}.")

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(f"<int:user>/{name}/", self.admin_site.admin_view(view), name=f"accounts_user_{name}")
            for name, view in (("export", self.export), ("erase", self.erase))
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Context = None
    ) -> HttpResponse:
        allowed = {"may_erase": request.user.has_perm("accounts.delete_user")}
        return super().change_view(request, object_id, form_url, allowed)

    def export(self, request: HttpRequest, user: int) -> HttpResponseBase:
        """All that is theirs."""
        person = self._theirs(request, user)
        self.log_change(request, person, "Exported.")
        headers = {"Content-Disposition": f'attachment; filename="{person.person}.zip"'}
        return StreamingHttpResponse(export(person), content_type="application/zip", headers=headers)

    def erase(self, request: HttpRequest, user: int) -> HttpResponse:
        person = self._theirs(request, user)
        if person == request.user:
            raise PermissionDenied
        form = HeirForm(request.POST if CONFIRMED in request.POST else None, but=person, required=False)
        if not form.is_valid():
            text = f"The account of {person} is deleted, with all that tells who they were. Nothing brings it back."
            return ask(self, request, "Erase", text, form=form)
        self.log_deletion(request, person, "Erased.")
        erase(person, form.cleaned_data["heir"])
        self.message_user(request, "They are erased.", messages.SUCCESS)
        return redirect("admin:accounts_user_changelist")

    def _theirs(self, request: HttpRequest, user: int) -> User:
        if not request.user.has_perm("accounts.delete_user"):
            raise PermissionDenied
        person = self.get_queryset(request).filter(pk=user).first()
        if person is None:
            raise Http404
        return person
