"""What people have said in comments: to be found, and deleted."""

from django.contrib import admin
from django.template.defaultfilters import truncatechars

from ..comments.changing import remove_as_administrator
from ..comments.models import Comment
from ..models import Document
from .read_only import ReadOnlyAdmin


class CommentAdmin(ReadOnlyAdmin):
    """Without the text that they are about, which is the document's."""

    list_display = ("beginning", "document", "name", "made_at")
    list_filter = ("made_at",)
    list_select_related = ("thread__document",)
    search_fields = ("thread__document__room", "thread__document__title", "name", "text")
    search_help_text = "Room, title, the name of who made it, or its text"
    ordering = ("-pk",)
    fields = ("document", "name", "person", "text", "made_at")
    take_out = staticmethod(remove_as_administrator)

    @admin.display(description="Comment")
    def beginning(self, comment: Comment) -> str:
        return truncatechars(comment.text, 100)

    @admin.display(ordering="thread__document__room")
    def document(self, comment: Comment) -> Document:
        return comment.thread.document
