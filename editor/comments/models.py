"""What is said beside a document, in threads about places of its text."""

from django.db import models

from ..guests import LONGEST_NAME
from ..models import Document
from ..places import Place, placed

LONGEST_QUOTE = 200  # characters


class Thread(models.Model):
    """Its place is carried over the changes since `revision` when the thread is read."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="threads")
    place = models.JSONField(null=True, help_text="In the form of the wire; none if it is about the whole document")
    revision = models.PositiveBigIntegerField(help_text="Of the text in which that is the place")
    quote = models.CharField(max_length=LONGEST_QUOTE, blank=True, help_text="What stood there when it was begun")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("document", "resolved_at"), name="threads_open"),)

    def __str__(self) -> str:
        return self.quote or "About the document"

    @property
    def ends(self) -> Place | None:
        """Its place."""
        return placed(self.place) if self.place else None


class Comment(models.Model):
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    person = models.CharField(max_length=64, help_text="Who alone may delete it, besides the document's owner")
    name = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="As they were called")
    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("person",), name="comments_by_person"),)

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:40]}"


def open_threads(room: str) -> int:
    return Thread.objects.filter(document__room=room, resolved_at=None).count()
