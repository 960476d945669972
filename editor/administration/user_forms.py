"""Making an account for somebody."""

from django.contrib.auth.forms import AdminUserCreationForm

from ..accounts.models import User


class NewUserForm(AdminUserCreationForm):  # type: ignore[type-arg]  # Django takes no arguments there
    class Meta:
        model = User
        fields = ("email", "name")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()
