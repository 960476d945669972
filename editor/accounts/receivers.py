"""What follows when somebody signs in, and when they confirm an address."""

from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.account.signals import authentication_step_completed, email_confirmed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from ..guests import author
from .belongings import claim_documents, claim_grants
from .models import User
from .sessions import carry

MOST_STEPS = 4  # of those by which somebody has signed in; the session is a cookie, and has to stay short


@receiver(user_logged_in)
def bring_along(request: HttpRequest, user: User, **more: Any) -> None:
    """Django has given the session a new start by now if it was another user's."""
    claim_documents(user, author(request.session.get("guest")) or user.person)
    claim_grants(user)
    carry(request.session, user)


@receiver(email_confirmed)
def accept_invitations(email_address: EmailAddress, **more: Any) -> None:
    claim_grants(email_address.user)


@receiver(authentication_step_completed)
def forget_old_steps(request: HttpRequest, **more: Any) -> None:
    steps = request.session[AUTHENTICATION_METHODS_SESSION_KEY]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = steps[-MOST_STEPS:]
