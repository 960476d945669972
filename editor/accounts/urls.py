"""The pages of django-allauth that there are, below `/accounts/`."""

from importlib import import_module

from allauth.account.views import LoginView
from allauth.mfa.totp.views import activate_totp
from csp.decorators import csp_update
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from .views import account, delete, leaving


def ways_in(provider: str) -> list[URLPattern | URLResolver]:
    """To a provider and back."""
    views = import_module(f"allauth.socialaccount.providers.{provider}.views")
    if provider == "openid_connect":
        login, callback, place = views.login, views.callback, "<slug:provider_id>"
    else:
        login, callback, place = views.oauth2_login, views.oauth2_callback, provider
    return [
        path(f"{place}/login/", leaving(login), name=f"{provider}_login"),
        path(f"{place}/login/callback/", callback, name=f"{provider}_callback"),
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", account, name="account"),
    path("delete/", delete, name="account_delete"),
    path("login/", LoginView.as_view(extra_context={"may_sign_up": settings.SIGN_UP}), name="account_login"),
    path("", include("allauth.account.urls")),
    # The picture with the secret comes in the page itself
    path("2fa/totp/activate/", csp_update({"img-src": ["data:"]})(activate_totp), name="mfa_activate_totp"),
    path("2fa/", include("allauth.mfa.urls")),
]
if settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns += [path("3rdparty/", include("allauth.socialaccount.urls"))]
for provider in settings.SOCIALACCOUNT_PROVIDERS:  # the one whose place is open comes last
    urlpatterns += ways_in(provider)
