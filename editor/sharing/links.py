"""A link that somebody has been given: whoever opens it has its role from then on."""

from django.contrib.auth.hashers import check_password
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..guests import be_somebody, guest_of
from ..visitors import visitor_of
from .models import Link, LinkUse

MOST = 50  # links that a session remembers, the last ones opened


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, key: str) -> HttpResponse:
    valid = Link.objects.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), document__trashed_at=None)
    link = get_object_or_404(valid.select_related("document"), key=key)
    if link.password:
        said = "" if request.method != "POST" else "That is not the password."
        if request.method != "POST" or not check_password(request.POST.get("password", ""), link.password):
            return render(request, "sharing/password.html", {"said": said}, status=403 if said else 200)
    if request.method != "HEAD":
        _enter(request, link)
    return redirect("document", link.document.room)


def _enter(request: HttpRequest, link: Link) -> None:
    be_somebody(request.session)
    request.session["links"] = [*(each for each in request.session.get("links", []) if each != link.pk), link.pk][
        -MOST:
    ]
    who, guest = visitor_of(request), guest_of(request.session, "")
    LinkUse.objects.update_or_create(link=link, person=who.person, defaults={"name": guest.name, "user_id": who.user})
