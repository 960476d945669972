"""What the environment makes of mail, of attempts that are counted, and of accounts elsewhere."""

from pathlib import Path

import pytest

from ..test_settings import HTTPS, SEVERAL, run, shown

PROVIDERS = {
    "GOOGLE_CLIENT_ID": "longhand",
    "GITHUB_CLIENT_ID": "longhand",
    "GITLAB_CLIENT_ID": "longhand",
    "MICROSOFT_CLIENT_ID": "longhand",
    "OIDC_CLIENT_ID": "longhand",
    "OIDC_ISSUER": "https://issuer.example.org",
}
MAIL = {"EMAIL_URL": "smtp+tls://ada:p%40ss@mail.example.org:587", "DEFAULT_FROM_EMAIL": "Longhand <l@example.org>"}
MAILING = "EMAIL_HOST EMAIL_PORT EMAIL_HOST_USER EMAIL_HOST_PASSWORD EMAIL_USE_TLS ACCOUNT_EMAIL_VERIFICATION"
WAYS = """
import django
django.setup()
from allauth.socialaccount.adapter import get_adapter
for provider in get_adapter().list_providers(None):
    print(provider.name, provider.get_login_url(None))
"""


@pytest.mark.parametrize("processes", [{}, SEVERAL], ids=["one process", "several"])
def test_djangos_checks_find_nothing_in_what_can_be_set_up(tmp_path: Path, processes: dict[str, str]) -> None:
    everything = {**HTTPS, **PROVIDERS, **MAIL, **processes}
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **everything)
    assert done.returncode == 0, done.stderr


def test_with_a_mail_server_addresses_are_confirmed(tmp_path: Path) -> None:
    told = "['mail.example.org', 587, 'ada', 'p@ss', True, 'mandatory']"
    assert shown(tmp_path, MAILING, **MAIL) == told
    assert shown(tmp_path, "EMAIL_BACKEND", **MAIL) == "['django.core.mail.backends.smtp.EmailBackend']"


def test_without_one_mails_are_printed(tmp_path: Path) -> None:
    names = "EMAIL_BACKEND ACCOUNT_EMAIL_VERIFICATION MFA_ALLOW_UNVERIFIED_EMAIL"
    assert shown(tmp_path, names) == "['django.core.mail.backends.console.EmailBackend', 'none', True]"


def test_processes_count_attempts_together(tmp_path: Path) -> None:
    assert "locmem" in shown(tmp_path, "CACHES")
    assert "'LOCATION': 'redis://cache.example.org:6379/0'" in shown(tmp_path, "CACHES", **SEVERAL)


def test_providers_are_set_up_by_variables_alone(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "migrate", "--verbosity", "0", **PROVIDERS)
    assert done.returncode == 0, done.stderr
    assert sorted(run(tmp_path, "-c", WAYS, OIDC_NAME="Our school", **PROVIDERS).stdout.splitlines()) == [
        "GitHub /accounts/github/login/",
        "GitLab /accounts/gitlab/login/",
        "Google /accounts/google/login/",
        "Microsoft /accounts/microsoft/login/",
        "Our school /accounts/oidc/login/",
    ]
    assert run(tmp_path, "-c", WAYS).stdout == ""


def test_signing_up_is_switched_off_by_one(tmp_path: Path) -> None:
    assert shown(tmp_path, "ACCOUNT_SIGNUP_ENABLED", SIGN_UP="false") == "[False]"
