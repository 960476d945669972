"""Files: those in documents, and the product's own."""

from pathlib import Path
from typing import Any

from .environment import BASE_DIR, DATA_DIR, DEBUG, TESTING, env

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
SERVESTATIC_KEEP_ONLY_HASHED_FILES = True
SERVESTATIC_USE_FINDERS = not COLLECTED
