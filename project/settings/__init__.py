"""Settings, each with a default that serves on one machine without any configuration.

The environment changes them; docs/settings.md has all the variables.
"""

from .accounts import *
from .data import *
from .environment import *
from .files import *
from .limits import *
from .security import *
from .watching import *

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

# Whether an address that nobody has used yet is an empty document of whoever writes in it first
LONGHAND_OPEN_BY_NAME = env.bool("LONGHAND_OPEN_BY_NAME", default=True)

INSTALLED_APPS = [
    "daphne",  # first: its runserver, which serves websockets too, stands in for Django's
    "django.contrib.admin.apps.SimpleAdminConfig",  # without the pages that each app would register
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *PROVIDERS,
    "channels",
    "csp",
    "django_htmx",
    "servestatic",
    "editor.accounts",
    "editor",
    "editor.sharing",
    "editor.library",
    "editor.comments",
]
AUTH_USER_MODEL = "accounts.User"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]
ROOT_URLCONF = "project.urls"
ASGI_APPLICATION = "project.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True
