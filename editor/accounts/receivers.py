"""What follows when somebody signs in or out, confirms an address, or has a new password."""

from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.account.signals import authentication_step_completed, email_confirmed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from ..guests import author
from .belongings import claim_comments, claim_documents, claim_grants
from .models import User
from .sessions import begin, carry
from .shutting_out import put_out, sign_out

MOST_STEPS = 4  # of those by which somebody has signed in; the session is a cookie, and has to stay short


@receiver(user_logged_in)
def bring_along(request: HttpRequest, user: User, **more: Any) -> None:
    """Django has given the session a new start by now if it was another user's."""
    person = author(request.session.get("guest")) or user.person
    claim_documents(user, person)
    claim_comments(user, person)
    claim_grants(user)
    carry(request.session, user)
    begin(request.session)


@receiver(user_logged_out)
def put_out_other_tabs(request: HttpRequest, **more: Any) -> None:
    """Django empties the session after this."""
    if sign_in := request.session.get("sign_in"):
        put_out(sign_in)


@receiver(email_confirmed)
def accept_invitations(email_address: EmailAddress, **more: Any) -> None:
    claim_grants(email_address.user)


@receiver(post_save, sender=User)
def sign_out_elsewhere(instance: User, created: bool, **more: Any) -> None:
    new_password = instance._password  # type: ignore[attr-defined]  # which Django has until all of it is saved
    if new_password is not None and not created:
        sign_out(instance)


@receiver(authentication_step_completed)
def forget_old_steps(request: HttpRequest, **more: Any) -> None:
    steps = request.session[AUTHENTICATION_METHODS_SESSION_KEY]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = steps[-MOST_STEPS:]
