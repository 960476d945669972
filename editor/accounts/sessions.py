"""What a session says of who is signed in: their secret and name, as it says those of a guest, and which sign-in it is.

Whoever asks who somebody is looks there, and needs no query.
"""

from secrets import token_urlsafe
from time import time

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from ..guests import guest
from .models import User


def who_signs_up(session: SessionBase) -> User:
    """A new user, not saved yet: the guest of this session, unless somebody is that already."""
    user = User(name=chosen_name(session))
    secret = session.get("guest")
    if secret and not User.objects.filter(person=guest(secret).key).exists():
        user.secret = secret
    return user


def chosen_name(session: SessionBase) -> str:
    name, _ = session.get("name", ("", 0.0))
    return str(name)


async def keep_name(user: User, session: SessionBase) -> None:
    """The name that they have just chosen for this session is that of their account."""
    await User.objects.filter(pk=user.pk).aupdate(name=chosen_name(session))


def carry(session: SessionBase, user: User) -> None:
    """Lets the session say who the user is."""
    if session.get("guest") != user.secret or chosen_name(session) != user.name or "name" not in session:
        session["guest"], session["name"] = user.secret, [user.name, time()]


def begin(session: SessionBase) -> None:
    """Gives the sign-in a mark, by which signing out in one tab finds the others of this browser."""
    session.setdefault("sign_in", token_urlsafe(9))


def refresh(request: HttpRequest) -> None:
    """Whoever is signed in is called as they called themselves elsewhere, and whoever is no more has to leave."""
    if SESSION_KEY not in request.session:
        return
    if request.user.is_authenticated:
        carry(request.session, request.user)
    else:
        request.session.flush()
