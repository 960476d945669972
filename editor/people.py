"""What a page asks about people: who is here; what one is called; and a stylesheet that hides oneself."""

from time import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from .access import AskedBy, requires
from .accounts.sessions import keep_name
from .colours import preferred
from .guests import LONGEST_NAME, Guest, clean, guest_of, made_up
from .lobby import lobby
from .origins import is_of_this_site
from .presence import Person
from .roles import Role


@require_safe
@requires(Role.EDITOR)
async def everyone(request: AskedBy, room: str) -> HttpResponse:
    """Everyone in the room, as a list."""
    context = {"people": lobby().people(room), "key": guest_of(request.session, "").key}
    return render(request, "presence/_people.html", context)


@csrf_exempt  # the origin is checked, as it is for sockets
@require_POST
@requires(Role.VIEWER)
async def name(request: AskedBy, room: str) -> HttpResponse:
    """Be called so from now on; by an empty name, as one was in the beginning. The room sees it at once."""
    if "guest" not in request.session or not is_of_this_site(
        request.headers.get("Origin", ""), request.headers.get("Host", "")
    ):
        return HttpResponse("Open a document of this site first.", status=400, content_type="text/plain")
    request.session["name"] = [clean(request.POST.get("name", "")), time()]
    user = await request.auser()
    if user.is_authenticated:
        await keep_name(user, request.session)
    guest = guest_of(request.session, "")
    lobby().rename(room, guest)
    if "HX-Request" not in request.headers:
        return redirect("document", room)
    colours = {person.key: person.colour for person in lobby().people(room)}
    context = naming(guest, colours.get(guest.key)) | {"room": room, "account": user, "oob": True}
    return render(request, "presence/_naming.html", context)


def naming(guest: Guest, colour: int | None = None) -> dict[str, object]:
    """What the form for one's name shows, and its button. Without a colour from the room it is the preferred one."""
    suggested = made_up(guest.key)
    return {
        "you": Person(guest.key, guest.name, preferred(guest.key) if colour is None else colour),
        "chosen": "" if guest.name == suggested else guest.name,
        "made_up": suggested,
        "longest_name": LONGEST_NAME,
    }


@cache_control(public=True, max_age=86_400)
@require_safe
def own_style(request: HttpRequest, key: str) -> HttpResponse:
    """For the pages of that person, as everyone is sent the same carets and avatars."""
    style = f'#presence [data-person="{key}"], #carets [data-person="{key}"] {{ display: none; }}\n'
    return HttpResponse(style, content_type="text/css")
