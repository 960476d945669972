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
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
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
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
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
    "filters": {"context": {"()": "project.logs.Context"}},
    "formatters": {
        "line": {
            "class": "logging.Formatter" if DEBUG else "project.logs.OneLineFormatter",
            "format": "{asctime} {levelname} {name}{about}: {message}",
            "style": "{",
        },
        "json": {"()": "project.logs.JsonFormatter"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["context"]}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO").upper()},
    "loggers": {
        "django": {"handlers": [], "level": "NOTSET"},  # its own ones would say everything twice
        "daphne": {"level": "WARNING"},
    },
}
