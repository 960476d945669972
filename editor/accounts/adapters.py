"""What django-allauth asks about people: whom a new account belongs to, and when a password is asked for again."""

import logging
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect

from ..guests import clean
from .models import User
from .sessions import who_signs_up

TOLD = ("email", "mail", "userPrincipalName", "name", "displayName", "login", "username", "preferred_username")

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def new_user(self, request: HttpRequest) -> User:
        return who_signs_up(request.session)

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Not of those who have neither a password nor a second factor here, whom their provider lets in.

        A form that comes too late has to be sent again. django-allauth would put it into the session until then, with
        all of the request's headers, and that is a cookie.
        """
        methods = self.get_reauthentication_methods(self.request.user)
        if not (methods and super().is_reauthentication_required(app=app, **options)):
            return False
        if self.request.method == "POST" and not did_recently_reauthenticate(self.request):
            here = urlencode({"next": self.request.path})
            raise ImmediateHttpResponse(redirect(f"{methods[0]['url']}?{here}"))
        return True

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail that cannot be sent breaks nothing: it can be asked for again."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            logger.error("A mail (%s) could not be sent: %s", template_prefix, type(error).__name__)
            messages.error(self.request, "The mail could not be sent. Please try again later.")


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Of Google, GitHub, an issuer of one's own, and so on."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Keep no tokens, and little of what is told: until a second factor is shown, the session has it."""
        account = sociallogin.account
        told = account.get_provider_account().get_user_data() or {}
        sociallogin.token = None
        account.extra_data = {name: told[name] for name in TOLD if name in told}

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """The name that the guest has chosen stays; otherwise it is the one that the provider knows."""
        user: User = super().populate_user(request, sociallogin, data)
        known = data.get("name") or " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        user.name = user.name or clean(known)
        return user

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        return {**super().get_signup_form_initial_data(sociallogin), "name": sociallogin.user.name}
