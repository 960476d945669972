"""Erasing a person: nothing is left that tells who they were.

What they wrote in documents of others stays; so do their comments there, without their name, and the changes of every
document, which undo and a document's proof need. These bear `person`, a key made of a secret that is deleted here: it
tells that two were made by the same person, and not by whom.
"""

from allauth.account.models import EmailAddress
from django.db.models import Q

from .. import database
from ..comments.changing import forget
from ..library import belonging, trash
from ..models import Document
from ..sharing import changing
from ..sharing.models import Grant, LinkUse
from ..visitors import Visitor
from . import shutting_out
from .models import User


def erase(user: User, heir: User | None) -> None:
    """Their documents are the heir's; or in the trash, out of which an administrator alone can take them.

    Can be done again if it ended halfway.
    """
    shutting_out.let(user, False)
    for document in belonging.own(Visitor(user.person, user.pk)):
        if heir:
            changing.make_owner(document, heir)
        else:
            trash.throw_away(document)
            changing.disown(document)
    addresses = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    for invited in Grant.objects.filter(email__in=[address.lower() for address in addresses]):
        changing.take_back(invited)
    forget(user.person)
    with database.transaction():
        LinkUse.objects.filter(Q(user=user) | Q(person=user.person)).delete()
        Document.objects.filter(maker=user.person).update(maker="")
        user.delete()
