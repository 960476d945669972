"""What becomes somebody's when they sign in: what they made as a guest, and what they were invited to."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F, Q

from ..comments.models import Comment
from ..models import Document
from ..sharing.models import Grant
from .models import User


def claim_documents(user: User, person: str) -> None:
    """Those without an owner that the user wrote in first, or the guest of that key, whose secret must be at hand."""
    made = Document.objects.filter(Q(maker=person) | Q(maker=user.person), owner=None)
    made.update(owner=user, maker=user.person, access=F("access") + 1)


def claim_comments(user: User, person: str) -> None:
    """Those of the guest of that key, likewise."""
    Comment.objects.filter(person=person).update(person=user.person)


@transaction.atomic
def claim_grants(user: User) -> None:
    """Those for the addresses that the user has confirmed. Of two for one document the higher role stays."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    for invited in Grant.objects.filter(email__in=[email.lower() for email in confirmed]).select_for_update():
        own = Grant.objects.filter(document=invited.document_id, user=user).first()
        if own is None:
            invited.user, invited.email = user, ""
            invited.save()
        else:
            own.role = max(own.role, invited.role)
            own.save()
            invited.delete()
        invited.document.count_access()
