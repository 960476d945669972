"""Settings, each with a default that serves on one machine without any configuration.

The environment changes them; docs/settings.md has all the variables.
"""

import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from project import secret_key

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", default="") or BASE_DIR / "var").resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
TESTING = "pytest" in sys.modules
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

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
    "channels",
    "csp",
    "django_htmx",
    "servestatic",
    "editor.accounts",
    "editor",
    "editor.sharing",
    "editor.library",
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


# Limits: bytes of a frame, characters of a block and of a document, connections of a room; bytes of a file, and of all
# files of a document

LONGHAND_MAX_FRAME = env.int("LONGHAND_MAX_FRAME", default=1_048_576)
LONGHAND_MAX_BLOCK = env.int("LONGHAND_MAX_BLOCK", default=100_000)
LONGHAND_MAX_DOCUMENT = env.int("LONGHAND_MAX_DOCUMENT", default=5_000_000)
LONGHAND_MAX_CONNECTIONS = env.int("LONGHAND_MAX_CONNECTIONS", default=500)

# Whether an address that nobody has used yet is an empty document of whoever writes in it first
LONGHAND_OPEN_BY_NAME = env.bool("LONGHAND_OPEN_BY_NAME", default=True)

LONGHAND_MAX_FILE = env.int("LONGHAND_MAX_FILE", default=10_485_760)
LONGHAND_MAX_FILES = env.int("LONGHAND_MAX_FILES", default=1_073_741_824)

# And of one person: documents begun and files added in an hour, edits in a minute, connections

LONGHAND_MAX_NEW_DOCUMENTS = env.int("LONGHAND_MAX_NEW_DOCUMENTS", default=100)
LONGHAND_MAX_UPLOADS = env.int("LONGHAND_MAX_UPLOADS", default=200)
LONGHAND_MAX_EDITS = env.int("LONGHAND_MAX_EDITS", default=1_200)
LONGHAND_MAX_CONNECTIONS_PER_PERSON = env.int("LONGHAND_MAX_CONNECTIONS_PER_PERSON", default=50)

# A frame may be this long on its way, in either direction: a whole document goes out in one, and what comes
# in beyond LONGHAND_MAX_FRAME is still to be read, so that it can be answered. The Procfile says the same.
# So may a request be, which brings an edit, a form, or what a page left unsent.
DAPHNE_WEBSOCKET_MAX_MESSAGE_SIZE = DAPHNE_WEBSOCKET_MAX_FRAME_SIZE = 64 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024


# Database

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: what was acknowledged survives a power cut
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
}
# The pool's pauses between attempts at a connection double for so long: a database that is back is noticed in 2 s.
POSTGRESQL_OPTIONS = {
    "pool": {"min_size": 2, "max_size": 4, "timeout": 4, "reconnect_timeout": 4},
    # A host that is gone without a word is given up
    "connect_timeout": 4,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}

DATABASE: dict[str, Any]
if url := env.str("DATABASE_URL", default=""):
    DATABASE = env.db_url_config(url)
else:
    DATABASE = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "longhand.sqlite3")}
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["OPTIONS"] = SQLITE_OPTIONS
    DATABASE["CONN_MAX_AGE"] = None  # each thread keeps its connection
    # A file, for a database in memory belongs to one thread alone
    DATABASE["TEST"] = {"NAME": os.path.join(tempfile.gettempdir(), f"longhand-test-{os.getpid()}.sqlite3")}
else:
    DATABASE["OPTIONS"] = DATABASE.get("OPTIONS", {}) | POSTGRESQL_OPTIONS
    DATABASE["CONN_MAX_AGE"] = 0
    DATABASE["CONN_HEALTH_CHECKS"] = True  # of what the pool gives out, for a restart breaks all that is in it
DATABASES = {"default": DATABASE}


# Channel layer. This one keeps nothing, and has neither capacities nor expiries: whoever does not listen misses what is
# told, and reads it from the database. What a process has still to tell is bounded in editor/announcements.py.

if url := env.str("REDIS_URL", default=""):
    CHANNEL_LAYER = {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {
            "hosts": [url],
            # For Redis itself, those who listen are in no database of a number; two installations may share a server
            "prefix": f"longhand.{urlsplit(url).path.strip('/') or 0}.",
        },
    }
else:
    CHANNEL_LAYER = {"BACKEND": "channels.layers.InMemoryChannelLayer"}
CHANNEL_LAYERS = {"default": CHANNEL_LAYER}
ONE_PROCESS = not url


# Cache: how often somebody has tried to sign in lately, and codes that are used up. Nothing else is kept there.

CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # so that nobody pushes out what is counted about them
    }
    if ONE_PROCESS
    else {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url, "KEY_PREFIX": "longhand"}
}


# The key that signs cookies: kept beside the database if that is a file, and then the one process has both

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if not ONE_PROCESS or DATABASE["ENGINE"] != "django.db.backends.sqlite3":
        raise ImproperlyConfigured(secret_key.MISSING)
    SECRET_KEY = secret_key.kept_in(DATA_DIR / "secret_key")


# Files in documents: in a folder that nobody else reads, or in a bucket

UPLOADS: dict[str, Any]
if bucket := env.str("FILES_BUCKET", default=""):
    endpoint = env.str("FILES_ENDPOINT", default="") or None
    UPLOADS = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint,
            "region_name": env.str("FILES_REGION", default="") or None,
            # Without them, what the machine itself may do counts
            "access_key": env.str("FILES_ACCESS_KEY", default="") or None,
            "secret_key": env.str("FILES_SECRET_KEY", default="") or None,
            "signature_version": "s3v4",
            "addressing_style": "path" if endpoint else "auto",  # a store of one's own has seldom a name a bucket
            "default_acl": None,  # the bucket's own
            "max_memory_size": 1024 * 1024,  # of a file that is read; the rest is on the disk meanwhile
        },
    }
else:
    UPLOADS = {
        "BACKEND": "project.storage.DurableStorage",
        "OPTIONS": {
            "location": DATA_DIR / "files",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


# Static files: collected and named after their content, except where that would be in the way

COLLECTED = not (DEBUG or TESTING)
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_DIR", default="") or DATA_DIR / "static").resolve()
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "project.static_files.BundledStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
    "uploads": UPLOADS,
}
SERVESTATIC_USE_FINDERS = not COLLECTED


# Sessions live in a signed cookie: no row and no query for them

SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_AGE = int(timedelta(days=180).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"


# Mail: without a server for it, what would be sent is printed

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="longhand@localhost")
MAILS = bool(url := env.str("EMAIL_URL", default=""))
if MAILS:
    vars().update(env.email_url_config(url))
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_TIMEOUT = 10  # seconds


# Accounts, which nobody needs. Whoever is signed in has their user's secret and name in the session (editor/accounts).

SIGN_UP = env.bool("SIGN_UP", default=True)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "editor.accounts.adapters.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "editor.accounts.forms.SignUpForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_ENABLED = SIGN_UP
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAILS else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = MAILS
ACCOUNT_CHANGE_EMAIL = True  # there is one address; another one replaces it as soon as it is confirmed
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=15).total_seconds())
# A session can be read in the browser, and an older one be sent again. So nothing may rely on codes that are kept in
# it, or on attempts that are counted there: no codes by mail for signing in, confirming, resetting or for this.
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
# A school is behind one address, so an address may do much, and what an account or a mailbox bears is what is tight.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/5m/key,50/d/key",
    "signup": "60/m/ip",
    "reset_password": "60/m/ip,3/10m/key",
    "reset_password_from_key": "60/m/ip",
}

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Longhand"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = not MAILS

SOCIALACCOUNT_ADAPTER = "editor.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
# An address that a provider has verified is enough to come to the account of that address
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    name: {"APPS": [{"client_id": client, "secret": secret, **more}]}
    for name, client, secret, more in (
        ("google", env.str("GOOGLE_CLIENT_ID", default=""), env.str("GOOGLE_CLIENT_SECRET", default=""), {}),
        ("github", env.str("GITHUB_CLIENT_ID", default=""), env.str("GITHUB_CLIENT_SECRET", default=""), {}),
        (
            "gitlab",
            env.str("GITLAB_CLIENT_ID", default=""),
            env.str("GITLAB_CLIENT_SECRET", default=""),
            {"settings": {"gitlab_url": env.str("GITLAB_URL", default="https://gitlab.com")}},
        ),
        (
            "microsoft",
            env.str("MICROSOFT_CLIENT_ID", default=""),
            env.str("MICROSOFT_CLIENT_SECRET", default=""),
            {"settings": {"tenant": env.str("MICROSOFT_TENANT", default="common")}},
        ),
        (
            "openid_connect",
            env.str("OIDC_CLIENT_ID", default=""),
            env.str("OIDC_CLIENT_SECRET", default=""),
            {
                "provider_id": "oidc",
                "name": env.str("OIDC_NAME", default="OpenID Connect"),
                "settings": {"server_url": env.str("OIDC_ISSUER", default=""), "oauth_pkce_enabled": True},
            },
        ),
    )
    if client
}
INSTALLED_APPS += [f"allauth.socialaccount.providers.{name}" for name in SOCIALACCOUNT_PROVIDERS]
# HTTPS, which a proxy in front ends. What proxies tell in X-Forwarded-For and -Proto counts only if there are some.

HTTPS = env.bool("HTTPS", default=False)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1 if HTTPS else 0)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=2_592_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # of these two, which are about the owner's other sites


# Security: Django's own headers (nosniff, no frames, same-origin referrers and openers) and a policy for content

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "https:"],  # documents show pictures from elsewhere
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}


# Watching it: who may see what is counted, and where errors are reported

METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

if dsn := env.str("SENTRY_DSN", default=""):
    from project import sentry

    sentry.start(dsn)


# Logging: one record a line, to stderr; a developer's tracebacks keep their lines

LOG_FORMAT = env.str("LOG_FORMAT", default="line")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"context": {"()": "project.logs.Context"}, "mistakes": {"()": "project.logs.Mistakes"}},
    "formatters": {
        "line": {
            "class": "logging.Formatter" if DEBUG else "project.logs.OneLineFormatter",
            "format": "{asctime} {levelname} {name}{about}: {message}",
            "style": "{",
        },
        "json": {"()": "project.logs.JsonFormatter"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["context", "mistakes"]},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO").upper()},
    "loggers": {
        "django": {"handlers": [], "level": "NOTSET"},  # its own ones would say everything twice
        "daphne": {"level": "WARNING"},
    },
}
