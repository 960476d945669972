"""A page that stands between a button and what cannot be undone, or needs to be told more."""

from typing import Any

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.response import TemplateResponse

from ..accounts.models import User
from .discreet import DiscreetAdmin

CONFIRMED = "confirmed"  # the field of a form that comes from that page


class HeirForm(forms.Form):
    """Whose something will be. `but` cannot be that person."""

    heir = forms.EmailField(label="E-mail address of the new owner")

    def __init__(self, *arguments: Any, but: User | None = None, required: bool = True, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._but = but
        self.fields["heir"].required = required
        if not required:
            self.fields["heir"].help_text = "If it is empty, the documents are thrown into the trash."

    def clean_heir(self) -> User | None:
        email = self.cleaned_data["heir"].lower()
        if not email:
            return None
        heir = User.objects.filter(email=email, is_active=True).first()
        if heir is None or heir == self._but:
            raise ValidationError("There is nobody else with that address who is active.")
        return heir


def ask(
    admin: DiscreetAdmin, request: HttpRequest, title: str, text: str, *, form: forms.Form | None = None, **more: Any
) -> TemplateResponse:
    """With `rows` and `action`, it is about an action on these rows; otherwise it is sent to the page that asked."""
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": title,
        "text": text,
        "form": form,
        "checkbox": ACTION_CHECKBOX_NAME,
        "confirmed": CONFIRMED,
        **more,
    }
    request.current_app = admin.admin_site.name
    return TemplateResponse(request, "administration/ask.html", context)
