"""What settings make of an environment: one that sets nothing, a production install's, and one that is mistaken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.server import ROOT

HTTPS = {"HTTPS": "true", "ALLOWED_HOSTS": "notes.example.org"}
SEVERAL = {
    "DATABASE_URL": "postgres://longhand:secret@db.example.org/longhand",
    "REDIS_URL": "redis://cache.example.org:6379/0",
    "SECRET_KEY": "aWFLcXyUnOEmrSyptjzsgOoZXbDmoMVRoHvVPbZbcNvGWYMbjgRpHxEdoe",
}
SHOWN = """
import django
from django.conf import settings
django.setup()
print([getattr(settings, name) for name in {names!r}])
"""


def run(directory: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment |= {"DATA_DIR": str(directory), "DJANGO_SETTINGS_MODULE": "project.settings", **settings}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )


def shown(directory: Path, names: str, **settings: str) -> str:
    """What these settings are then."""
    done = run(directory, "-c", SHOWN.format(names=names.split()), **settings)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("processes", [{}, SEVERAL], ids=["one process", "several"])
def test_a_production_install_passes_djangos_checks(tmp_path: Path, processes: dict[str, str]) -> None:
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **HTTPS, **processes)
    assert done.returncode == 0, done.stderr


def test_those_checks_miss_https_where_it_is_not_said(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 1
    for each in ("security.W004", "security.W008", "security.W012", "security.W016"):
        assert each in done.stderr


SECURITY = (
    "SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_HSTS_SECONDS "
    "SECURE_HSTS_INCLUDE_SUBDOMAINS SECURE_HSTS_PRELOAD TRUSTED_PROXIES"
)


def test_without_any_setting_plain_http_works(tmp_path: Path) -> None:
    assert shown(tmp_path, SECURITY) == "[False, False, False, 0, False, False, 0]"


def test_one_setting_switches_to_https(tmp_path: Path) -> None:
    assert shown(tmp_path, SECURITY, HTTPS="true") == "[True, True, True, 2592000, False, False, 1]"


def test_how_far_https_goes_can_be_said(tmp_path: Path) -> None:
    more = {"HSTS_SECONDS": "31536000", "HSTS_SUBDOMAINS": "true", "HSTS_PRELOAD": "true", "TRUSTED_PROXIES": "2"}
    assert shown(tmp_path, SECURITY, HTTPS="true", **more) == "[True, True, True, 31536000, True, True, 2]"


def test_one_process_keeps_a_key_that_it_has_made(tmp_path: Path) -> None:
    first, second = (shown(tmp_path, "SECRET_KEY") for _ in range(2))
    assert first == second
    assert (tmp_path / "secret_key").read_text() in first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("sets", ["DATABASE_URL", "REDIS_URL"])
def test_several_processes_have_to_be_given_one(tmp_path: Path, sets: str) -> None:
    done = run(tmp_path, "manage.py", "check", **{sets: SEVERAL[sets]})
    assert done.returncode == 1
    assert "Set SECRET_KEY" in done.stderr
    assert not (tmp_path / "secret_key").exists()
    _, _, way = done.stderr.partition("This makes one: ")
    made = subprocess.run(
        ["sh", "-c", way.replace("python", sys.executable)], capture_output=True, text=True, timeout=60
    )
    assert run(tmp_path, "manage.py", "check", SECRET_KEY=made.stdout.strip(), **{sets: SEVERAL[sets]}).returncode == 0


@pytest.mark.parametrize(
    ("url", "used"),
    [
        ("rediss://:p@cache.example.org:6379", "rediss://:p@cache.example.org:6379?ssl_cert_reqs=none"),
        ("rediss://cache.example.org/2?timeout=1", "rediss://cache.example.org/2?timeout=1&ssl_cert_reqs=none"),
        ("redis://cache.example.org/2", "redis://cache.example.org/2"),
    ],
)
def test_a_redis_may_be_let_show_any_certificate(tmp_path: Path, url: str, used: str) -> None:
    names, settings = "CHANNEL_LAYER CACHES", SEVERAL | {"REDIS_URL": url}
    assert shown(tmp_path, names, **settings).count(f"'{url}'") == 2
    assert shown(tmp_path, names, **settings, REDIS_ANY_CERTIFICATE="true").count(f"'{used}'") == 2


@pytest.mark.parametrize(("number", "rates"), [("5", "60/m/ip,5/5m/key,50/d/key"), ("0", "60/m/ip")])
def test_wrong_passwords_are_limited_as_it_says(tmp_path: Path, number: str, rates: str) -> None:
    assert f"'login_failed': '{rates}'" in shown(tmp_path, "ACCOUNT_RATE_LIMITS", LONGHAND_MAX_WRONG_PASSWORDS=number)


def test_static_files_can_be_collected_elsewhere(tmp_path: Path) -> None:
    assert shown(tmp_path, "STATIC_ROOT") == f"[PosixPath('{tmp_path}/static')]"
    assert shown(tmp_path, "STATIC_ROOT", STATIC_DIR=f"{tmp_path}/image") == f"[PosixPath('{tmp_path}/image')]"


def test_sentry_is_not_even_loaded_without_an_address(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", "import django, sys; django.setup(); sys.exit('sentry_sdk' in sys.modules)")
    assert done.returncode == 0, done.stderr
