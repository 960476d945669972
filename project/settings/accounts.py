"""Accounts, which nobody needs. Whoever is signed in has their user's secret and name in the session."""

from datetime import timedelta

from .environment import env

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
LONGHAND_MAX_WRONG_PASSWORDS = env.int("LONGHAND_MAX_WRONG_PASSWORDS", default=5)
_WRONG = [f"{LONGHAND_MAX_WRONG_PASSWORDS}/5m/key", f"{10 * LONGHAND_MAX_WRONG_PASSWORDS}/d/key"]
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": ",".join(["60/m/ip", *(_WRONG if LONGHAND_MAX_WRONG_PASSWORDS else [])]),
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
PROVIDERS = [f"allauth.socialaccount.providers.{name}" for name in SOCIALACCOUNT_PROVIDERS]
