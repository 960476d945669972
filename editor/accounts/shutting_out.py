"""Whether somebody is let in. Who is not is nobody known anywhere, and put out of every document at once."""

from asgiref.sync import async_to_sync
from django.db.models import Q, QuerySet

from ..library.models import Entry
from ..lobby import lobby
from ..models import Document
from ..sharing.changing import change_all
from ..sharing.models import Grant
from .models import User


def let(user: User, is_active: bool) -> None:
    with change_all(within_reach(user)):
        User.objects.filter(pk=user.pk).update(is_active=is_active)


def sign_out(user: User) -> None:
    """Whoever is in a document by a session of before the user's new password has to leave it."""
    with change_all(within_reach(user)):
        pass


def put_out(sign_in: str) -> None:
    """Whoever is in a document by that sign-in, in whatever tab, has to leave it."""
    async_to_sync(_put_out)(sign_in)


async def _put_out(sign_in: str) -> None:
    lobby().put_out(sign_in)


def within_reach(user: User) -> QuerySet[Document]:
    """Those that are the user's, were given to them, or that they have opened."""
    granted = Grant.objects.filter(Q(user=user) | Q(group__user=user)).values("document")
    opened = Entry.objects.filter(user=user).values("document")
    return Document.objects.filter(Q(owner=user) | Q(pk__in=granted) | Q(pk__in=opened))
