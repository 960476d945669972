"""Documents, as far as they are an administrator's: never their text."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from ..library import trash
from ..models import Document
from ..sharing import changing
from .asking import CONFIRMED, HeirForm, ask
from .discreet import DiscreetAdmin
from .storage import Storage, storage_by

Documents = QuerySet[Document]
Context = dict[str, Any] | None


class DocumentAdmin(Storage, DiscreetAdmin):
    list_display = ("__str__", "room", "owner", "open_to", "size", "storage", "is_locked", "trashed_at", "updated_at")
    list_filter = ("open_to", "is_locked", ("trashed_at", admin.EmptyFieldListFilter), "updated_at")
    list_select_related = ("owner",)
    search_fields = ("room", "title", "owner__email")
    search_help_text = "Room, title, or the owner's e-mail address"
    show_full_result_count = False
    ordering = ("-updated_at",)
    fields = readonly_fields = (
        *("title", "room", "owner", "open_to", "open_as", "is_locked", "size", "words", "storage"),
        *("revision", "created_at", "updated_at", "trashed_at"),
    )
    actions = ("lock", "unlock", "close", "transfer", "throw_away", "restore", "remove")

    def get_queryset(self, request: HttpRequest) -> Documents:
        documents: Documents = super().get_queryset(request)
        return documents.annotate(bytes=storage_by("document"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        return False  # it would leave the files; the action does not

    def has_remove_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("editor.delete_document")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Context = None
    ) -> HttpResponse:
        shown = {"title": "Document", "show_save": False, "show_save_and_continue": False}
        return super().change_view(request, object_id, form_url, shown)

    @admin.action(permissions=["change"], description="Lock: everyone may only read, also the owner")
    def lock(self, request: HttpRequest, documents: Documents) -> None:
        self._each(request, documents, "Locked", lambda document: changing.lock(document, True))

    @admin.action(permissions=["change"], description="Unlock")
    def unlock(self, request: HttpRequest, documents: Documents) -> None:
        self._each(request, documents, "Unlocked", lambda document: changing.lock(document, False))

    @admin.action(permissions=["change"], description="Disconnect everyone but the owner and those who are named")
    def close(self, request: HttpRequest, documents: Documents) -> HttpResponse | None:
        if CONFIRMED not in request.POST:
            text = "Only the owners and those who are named may open these documents then. Their links are removed."
            return ask(self, request, "Disconnect everyone else", text, rows=documents, action="close")
        self._each(request, documents, "Closed", changing.close)
        return None

    @admin.action(permissions=["change"], description="Transfer to another owner…")
    def transfer(self, request: HttpRequest, documents: Documents) -> HttpResponse | None:
        form = HeirForm(request.POST if CONFIRMED in request.POST else None)
        if not form.is_valid():
            text = "Who owned these documents stays an editor of them."
            return ask(self, request, "Transfer documents", text, form=form, rows=documents, action="transfer")
        heir = form.cleaned_data["heir"]
        self._each(request, documents, "Transferred", lambda document: changing.make_owner(document, heir))
        return None

    @admin.action(permissions=["change"], description="Throw into the trash, which disconnects everyone")
    def throw_away(self, request: HttpRequest, documents: Documents) -> None:
        self._each(request, documents, "Thrown away", _throw_away)

    @admin.action(permissions=["change"], description="Take out of the trash")
    def restore(self, request: HttpRequest, documents: Documents) -> None:
        self._each(request, documents, "Taken out of the trash", trash.restore)

    @admin.action(permissions=["remove"], description="Delete for good…")
    def remove(self, request: HttpRequest, documents: Documents) -> HttpResponse | None:
        if CONFIRMED not in request.POST:
            text = "These documents are deleted with their histories and files. Only a backup brings them back."
            return ask(self, request, "Delete for good", text, rows=documents, action="remove")
        chosen = list(documents)
        for document in chosen:
            _throw_away(document)
            trash.remove(document)
            self.log_deletion(request, document, "")
        self._tell(request, "Deleted", chosen)
        return None

    def _each(self, request: HttpRequest, documents: Documents, message: str, act: Callable[[Document], None]) -> None:
        chosen = list(documents)
        for document in chosen:
            act(document)
            self.log_change(request, document, f"{message}.")
        self._tell(request, message, chosen)

    def _tell(self, request: HttpRequest, message: str, chosen: list[Document]) -> None:
        self.message_user(request, f"{message}: {len(chosen)} document{'s' * (len(chosen) != 1)}.")


def _throw_away(document: Document) -> None:
    trash.throw_away(document)
    changing.reconsider(document.room)
