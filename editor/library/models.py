"""What people make of documents without changing them."""

from django.conf import settings
from django.db import models

from ..models import Document


class Folder(models.Model):
    """One of a user's own, in another one or at the top. Nobody else sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="folders")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="folders")
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """What a document is to one user."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="entries")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="entries")
    folder = models.ForeignKey(Folder, on_delete=models.SET_NULL, null=True, related_name="entries")
    is_favourite = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, help_text="The last time, to the minute")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "document"), name="one_entry_a_user"),)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.document_id}"


class Template(models.Model):
    """New documents may begin as copies of this one."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, primary_key=True)

    def __str__(self) -> str:
        return str(self.document_id)
