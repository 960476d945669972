"""The rows. The log of changes is the truth; the blocks are what it comes to."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .roles import GIVEN, Role

FIRST_BLOCK = "1"  # the key of the one empty block that every document starts with


class Document(models.Model):
    class Audience(models.TextChoices):
        EVERYONE = "everyone", "Everyone with the link"
        SIGNED_IN = "signed-in", "Whoever of them is signed in"
        NAMED = "named", "Only named people"

    room = models.CharField(max_length=100, unique=True)
    former_room = models.CharField(max_length=100, db_default="", db_index=True, help_text="Before it got another one")
    revision = models.PositiveBigIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0, help_text="Characters in all blocks")
    words = models.PositiveBigIntegerField(db_default=0, help_text="Words in all blocks")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    maker = models.CharField(max_length=64, db_default="", help_text="The person who wrote in it first")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="documents")
    open_to = models.CharField(max_length=9, choices=Audience.choices, db_default=Audience.EVERYONE)
    open_as = models.PositiveSmallIntegerField(choices=GIVEN, db_default=Role.EDITOR, help_text="To them")
    access = models.PositiveBigIntegerField(db_default=0, help_text="Counts how often it has changed who may do what")
    discussion = models.PositiveBigIntegerField(db_default=0, help_text="Counts how often its comments have changed")
    is_locked = models.BooleanField(db_default=False, help_text="By an administrator: nobody may write")
    trashed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("maker",), name="documents_by_maker"),)

    def __str__(self) -> str:
        return self.title or self.room

    def count_access(self) -> None:
        """It has changed who may do what: part of the transaction that makes it so."""
        Document.objects.filter(pk=self.pk).update(access=models.F("access") + 1)


class Block(models.Model):
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="blocks")
    key = models.CharField(max_length=64)
    position = models.BigIntegerField(help_text="Sorts the blocks of a document; has gaps for those that come between")
    text = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "key"), name="one_block_a_key"),)
        indexes = (models.Index(fields=("document", "position"), name="blocks_in_order"),)

    def __str__(self) -> str:
        return f"{self.document_id}/{self.key}"


class Change(models.Model):
    """One accepted change. Operations are in the form of the wire, as they applied at this revision."""

    KINDS = (("edit", "edit"), ("undo", "undo"), ("redo", "redo"))

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="changes")
    revision = models.PositiveBigIntegerField()
    client = models.CharField(max_length=64)
    seq = models.PositiveBigIntegerField()
    person = models.CharField(max_length=64, db_default="", help_text="Whose undo takes it back; or else the client's")
    kind = models.CharField(max_length=4, choices=KINDS)
    continues = models.BooleanField(db_default=False, help_text="Is undone together with the client's edit before")
    operations = models.JSONField(help_text="What the client did")
    additions = models.JSONField(help_text="What the server added")
    inverse = models.JSONField(help_text="What undoes both")
    caret = models.JSONField(null=True, help_text="Where the server has put the client's, if anywhere")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("document", "revision"), name="one_change_a_revision"),
            models.UniqueConstraint(fields=("document", "client", "seq"), name="one_change_an_edit"),
        )

    def __str__(self) -> str:
        return f"{self.document_id}@{self.revision}"

    @property
    def maker(self) -> str:
        """Whose undo takes it back. No client is called as a person is."""
        return self.person or f"@{self.client}"


class File(models.Model):
    """An image or another file that somebody has added to a document. Its content is in the storage `uploads`."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="files")
    key = models.CharField(max_length=32, unique=True, help_text="Nobody guesses it")
    name = models.CharField(max_length=100, help_text="As its owner calls it, without what could mislead or break")
    content_type = models.CharField(max_length=100, help_text="By what it contains, not by what it calls itself")
    size = models.PositiveBigIntegerField(help_text="Bytes")
    width = models.PositiveIntegerField(null=True, help_text="Pixels of an image, where they are known")
    height = models.PositiveIntegerField(null=True)
    person = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("created_at",), name="files_by_age"),)

    def __str__(self) -> str:
        return self.key

    @property
    def path(self) -> str:
        """In the storage."""
        return f"{self.key[:2]}/{self.key}"
