"""Where documents are kept, and how processes tell each other of them."""

import os
import tempfile
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from project import secret_key

from .environment import DATA_DIR, env

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
    if env.bool("REDIS_ANY_CERTIFICATE", default=False) and urlsplit(url).scheme == "rediss":
        url += ("&" if urlsplit(url).query else "?") + "ssl_cert_reqs=none"
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
