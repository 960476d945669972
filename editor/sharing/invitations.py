"""The e-mail that tells somebody of a document."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from ..accounts.models import User
from ..roles import Role
from .models import Grant

logger = logging.getLogger(__name__)


def send(request: HttpRequest, grant: Grant, giver: User) -> None:
    """Nothing goes out where there is no mail server, or to groups. What cannot be sent is logged: the role stands."""
    email = grant.user.email if grant.user else grant.email
    if not (email and settings.MAILS):
        return
    context = {
        "giver": giver.name or giver.email,
        "title": grant.document.title or "a document",
        "role": Role(grant.role).label.lower(),
        "url": request.build_absolute_uri(reverse("document", args=[grant.document.room])),
    }
    subject = f"{context['giver']} shares “{context['title']}” with you".replace("\n", " ")
    try:
        send_mail(subject, render_to_string("sharing/invitation.txt", context), None, [email])
    except Exception:  # whatever stands between here and there
        logger.exception("An invitation could not be sent")
