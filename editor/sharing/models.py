"""To whom a document is given beside those to whom it is open anyway: named people and groups, and bearers of links."""

import secrets

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ..models import Document
from ..roles import GIVEN, Role


def new_key() -> str:
    return secrets.token_urlsafe(24)


class Grant(models.Model):
    """A role for one user, or one group, or for whoever turns out to have that e-mail address."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="grants")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="grants")
    email = models.EmailField(blank=True, help_text="In lower case, of somebody who is invited and has no account yet")
    role = models.PositiveSmallIntegerField(choices=GIVEN)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("document", "user"), name="one_grant_a_user"),
            models.UniqueConstraint(fields=("document", "group"), name="one_grant_a_group"),
            models.UniqueConstraint(fields=("document", "email"), condition=~Q(email=""), name="one_grant_an_email"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, group__isnull=True, email="")
                | Q(user__isnull=True, group__isnull=False, email="")
                | (Q(user__isnull=True, group__isnull=True) & ~Q(email="")),
                name="grant_to_one",
            ),
        )

    def __str__(self) -> str:
        return f"{Role(self.role).label} of {self.document_id}"


class Link(models.Model):
    """Whoever opens it has its role from then on, until it expires or is removed."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="links")
    key = models.CharField(max_length=40, unique=True, default=new_key, help_text="Nobody guesses it")
    role = models.PositiveSmallIntegerField(choices=GIVEN)
    password = models.CharField(max_length=128, blank=True, help_text="Its hash, if one is asked for")
    expires_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{Role(self.role).label} of {self.document_id}"

    @property
    def address(self) -> str:
        return reverse("document_link", args=[self.key])


class LinkUse(models.Model):
    """Somebody has opened a document by a link."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="uses")
    person = models.CharField(max_length=64)
    name = models.CharField(max_length=40, help_text="As they were called then")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    used_at = models.DateTimeField(auto_now=True, help_text="The last time")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("link", "person"), name="one_use_a_person"),)

    def __str__(self) -> str:
        return f"{self.link_id} by {self.name}"
