"""Somebody with an account, who presses the buttons of pages."""

from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from ..elements import parse
from .client import PATIENCE

PASSWORD = "correct horse 8"


class Owner:
    """Signs up, or signs in if they have an account already."""

    def __init__(self, site: str, email: str, *, is_known: bool = False) -> None:
        self._site = site
        self._cookies = CookieJar()
        self._browser = build_opener(HTTPCookieProcessor(self._cookies))
        if is_known:
            self.press("/accounts/login/", "/accounts/login/", login=email, password=PASSWORD)
        else:
            self.press("/accounts/signup/", "/accounts/signup/", email=email, password1=PASSWORD)

    def begins(self) -> str:
        """A document; its room."""
        return self.press("/", "/document/new").rstrip("/").rpartition("/")[2]

    def opens_to(self, room: str, **fields: str) -> None:
        self.press(f"/document/{room}/share", f"/document/{room}/share/open", **fields)

    def moves(self, room: str) -> str:
        """To another address; the room there."""
        there = self.press(f"/document/{room}/share", f"/document/{room}/share/address")
        return there.rstrip("/").rpartition("/")[2]

    def signs_out(self) -> None:
        self.press("/accounts/", "/accounts/logout/")

    @property
    def cookies(self) -> str:
        """As the header of a request has them."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._cookies)

    def reads(self, room: str) -> str:
        return self._load(f"/document/{room}.md")[0]

    def press(self, page: str, form: str, **fields: str) -> str:
        """The address of the page that comes when a form of this one is sent with these fields."""
        hidden = [each.attributes for each in parse(self._load(page)[0]).all() if each.tag == "input"]
        token = next(each["value"] or "" for each in hidden if each.get("name") == "csrfmiddlewaretoken")
        return self._load(form, urlencode({"csrfmiddlewaretoken": token, **fields}).encode())[1]

    def _load(self, address: str, body: bytes | None = None) -> tuple[str, str]:
        with self._browser.open(self._site + address, body, timeout=PATIENCE) as answer:
            return str(answer.read().decode()), str(answer.url)
