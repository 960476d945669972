"""People with an account. They are known by their e-mail address, and to a document by the same key as a guest."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone

from ..guests import guest


def new_secret() -> str:
    return secrets.token_hex(16)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def known_by(self, email: str) -> "User | None":
        """Whose address that is, as far as it was confirmed. Where no mail is sent, as they say themselves."""
        found = self.filter(email=email, is_active=True)
        if settings.MAILS:
            found = found.filter(emailaddress__email=email, emailaddress__verified=True)
        return found.first()

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=40, blank=True, help_text="As others see it; one is made up if it is empty")
    secret = models.CharField(max_length=64, default=new_secret, help_text="Kept by their browsers, as a guest's is")
    person = models.CharField(max_length=64, unique=True, help_text="What the secret comes to, which everyone may know")
    is_staff = models.BooleanField(default=False, help_text="May see the administration")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.email

    def save(self, *arguments: Any, **options: Any) -> None:
        self.person = guest(self.secret).key
        super().save(*arguments, **options)
