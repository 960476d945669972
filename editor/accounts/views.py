"""The page of one's account, the way out of it, and the way to a provider."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from requests import RequestException

from ..models import Document
from .erasing import erase
from .forms import NameForm
from .models import User
from .sessions import carry

View = Callable[..., HttpResponse]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account(request: HttpRequest) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)  # noqa: S101  (whom login_required has let in)
    form = NameForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        user.name = form.cleaned_data["name"]
        user.save(update_fields=["name"])
        carry(request.session, user)
        messages.success(request, "Your name is changed.")
        return redirect("account")
    context = {"form": form, "user": user, "providers": settings.SOCIALACCOUNT_PROVIDERS}
    return render(request, "account/account.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def delete(request: HttpRequest) -> HttpResponse:
    """Ask whether the account shall be deleted, and do so."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  (as above)
    if request.method != "POST":
        owned = Document.objects.filter(owner=user, trashed_at=None).count()
        return render(request, "account/delete.html", {"user": user, "owned": owned})
    logout(request)
    erase(user, None)
    messages.success(request, "Your account is deleted.")
    return redirect("home")


def leaving(view: View) -> View:
    """A page that leads on to the provider, not a redirect: by the content policy, no form of ours ends elsewhere."""

    @wraps(view)
    def leave(request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        try:
            answer = view(request, *arguments, **options)
        except RequestException:
            return render(request, "socialaccount/authentication_error.html", status=502)
        if request.method == "POST" and answer.status_code == 302:
            return render(request, "socialaccount/login_redirect.html", {"redirect_to": answer["Location"]})
        return answer

    return leave
