"""What is asked beside an e-mail address and a password."""

from typing import Any

from allauth.core import context
from django import forms
from django.http import HttpRequest

from ..guests import LONGEST_NAME, clean
from .models import User
from .sessions import chosen_name


class NameField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label="Name (optional)",
            help_text="As others see it in documents.",
            required=False,
            max_length=LONGEST_NAME,
            widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
        )

    def clean(self, value: Any) -> str:
        return clean(super().clean(value))


class SignUpForm(forms.Form):
    """The base of django-allauth's forms to sign up."""

    name = NameField()
    field_order = ["email", "password1", "name"]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["name"].initial = chosen_name(context.request.session)

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class NameForm(forms.Form):
    name = NameField()
