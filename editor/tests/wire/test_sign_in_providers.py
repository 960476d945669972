"""People come in by accounts that they have elsewhere, which environment variables alone set up."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from e2e.server import Server

from ..elements import Element, parse
from .client import PATIENCE
from .issuer import CLIENT, Issuer, running

ADA = "ada@example.org"
PASSWORD = "correct horse 8"
MOST = 4000  # characters that browsers keep of a cookie
TALKATIVE = {"groups": [f"/school/{secrets.token_hex(16)}" for _ in range(300)]}  # as some issuers are


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with running() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def site(issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = {
        "OIDC_ISSUER": issuer.address,
        "OIDC_CLIENT_ID": CLIENT,
        "OIDC_CLIENT_SECRET": "secret",
        "OIDC_NAME": "Example School",
        "GITHUB_CLIENT_ID": "longhand-at-github",
        "GITLAB_CLIENT_ID": "longhand-at-gitlab",
        "GITLAB_URL": "https://gitlab.example.org",
    }
    server = Server(tmp_path_factory.mktemp("providers"), settings=settings)
    server.start()
    yield server
    server.stop()
    assert "Traceback" not in server.log.read_text()


@pytest.fixture(autouse=True)
def nobody_yet(site: Server) -> None:
    with rows(site) as database:
        for table in ("mfa_authenticator", "socialaccount_socialaccount", "account_emailaddress", "accounts_user"):
            database.execute(f"DELETE FROM {table}")  # noqa: S608
        database.commit()


class Browser:
    def __init__(self, server: Server) -> None:
        self.site = server.url
        self._cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._cookies))

    def open(self, address: str, **fields: str) -> Element:
        """A page, after what it leads on to; with fields, what a form leads to that has them."""
        if not address.startswith("http"):
            address = self.site + address
        body = urlencode(fields).encode() if fields else None
        try:
            answer = self._opener.open(address, body, timeout=PATIENCE)
        except HTTPError as error:
            answer = error
        assert all(len(cookie.value or "") < MOST for cookie in self._cookies), "a browser would not keep it"
        with answer:
            self.address, self.status = urlsplit(answer.url).path, answer.status
            return parse(answer.read().decode())

    def press(self, name: str, next: str = "/") -> Element:
        """The button of that name on the page to sign in; what comes then."""
        page = self.open(f"/accounts/login/?next={next}")
        (form,) = [form for form in page.all() if form.tag == "form" and form.text().strip() == name]
        token = form.one("input").attributes["value"] or ""
        return self.open(form.attributes["action"] or "", csrfmiddlewaretoken=token)

    def choose(self, name: str, next: str = "/") -> str:
        """Press that button; where it leads."""
        leading = self.press(name, next)
        (refresh,) = [each for each in leading.all() if each.attributes.get("http-equiv") == "refresh"]
        address = leading.one(cls="primary").attributes["href"] or ""
        assert refresh.attributes["content"] == f"0; url={address}"
        return address

    def signs_up(self) -> None:
        token = self._token("/accounts/signup/")
        self.open("/accounts/signup/", csrfmiddlewaretoken=token, email=ADA, password1=PASSWORD, name="Ada")

    def _token(self, address: str) -> str:
        fields = [each.attributes for each in self.open(address).all() if each.tag == "input"]
        return next(each["value"] or "" for each in fields if each["name"] == "csrfmiddlewaretoken")

    def account(self) -> str:
        """The address of whoever is signed in; empty for a guest."""
        page = self.open("/accounts/")
        return page.one("strong").text() if self.address == "/accounts/" else ""

    def name(self) -> str:
        return self.open("/accounts/").one("input", id="id_name").attributes.get("value") or ""


def claims(verified: bool = True) -> dict[str, Any]:
    return {"sub": "1", "email": ADA, "email_verified": verified, "name": "Ada Lovelace", **TALKATIVE}


def test_whoever_the_issuer_knows_has_an_account(site: Server, issuer: Issuer) -> None:
    issuer.claims = claims()
    browser = Browser(site)
    browser.open(browser.choose("Example School", next="/document/room/"))
    assert browser.address == "/document/room/"
    assert (browser.account(), browser.name()) == (ADA, "Ada Lovelace")
    assert issuer.asked["redirect_uri"] == [f"{site.url}/accounts/oidc/login/callback/"]
    assert issuer.asked["code_challenge_method"] == ["S256"]
    again = Browser(site)
    again.open(again.choose("Example School"))
    assert again.account() == ADA
    with rows(site) as database:
        assert database.execute("SELECT verified FROM account_emailaddress").fetchall() == [(1,)]


def test_a_guest_goes_on_as_the_same_person(site: Server, issuer: Issuer) -> None:
    issuer.claims = claims()
    browser = Browser(site)
    before = browser.open("/document/room/").one(id="editor").attributes["data-person"]
    browser.open(browser.choose("Example School"))
    assert browser.open("/document/room/").one(id="editor").attributes["data-person"] == before


def test_an_address_that_is_verified_leads_to_its_account(site: Server, issuer: Issuer) -> None:
    Browser(site).signs_up()
    issuer.claims = claims()
    browser = Browser(site)
    browser.open(browser.choose("Example School"))
    assert (browser.account(), browser.name()) == (ADA, "Ada")


def test_and_locks_out_whoever_had_claimed_it(site: Server, issuer: Issuer) -> None:
    """An account made with the address of another, to wait for them."""
    thief = Browser(site)
    thief.signs_up()
    issuer.claims = claims()
    browser = Browser(site)
    browser.open(browser.choose("Example School"))
    assert browser.account() == ADA
    assert not thief.account()


def test_one_that_is_not_does_not(site: Server, issuer: Issuer) -> None:
    Browser(site).signs_up()
    issuer.claims = claims(verified=False)
    browser = Browser(site)
    browser.open(browser.choose("Example School"))
    assert not browser.account()


@pytest.mark.parametrize("query", ["?code=a&state=made-up", "?error=access_denied", ""])
def test_who_comes_back_without_having_gone_is_told(site: Server, query: str) -> None:
    browser = Browser(site)
    assert "Failure" in browser.open(f"/accounts/oidc/login/callback/{query}").one("h1").text()
    assert browser.status == 401
    assert not browser.account()


def test_nobody_comes_in_by_the_way_of_another(site: Server, issuer: Issuer) -> None:
    """Somebody leads another to the end of their own way, so that the other would write into their account."""
    issuer.claims = claims()
    somebody, other = Browser(site), Browser(site)
    way = somebody.choose("Example School")
    other.open(way)
    assert not other.account()


def test_a_second_factor_is_asked_for_as_well(site: Server, issuer: Issuer) -> None:
    issuer.claims = claims()
    browser = Browser(site)
    browser.open(browser.choose("Example School"))
    with rows(site) as database:
        database.execute(
            "INSERT INTO mfa_authenticator (type, data, user_id, created_at)"
            """ SELECT 'totp', '{"secret": "AAAAAAAAAAAAAAAA"}', id, '2026-01-01' FROM accounts_user"""
        )
        database.commit()
    again = Browser(site)
    again.open(again.choose("Example School"))
    assert again.address == "/accounts/2fa/authenticate/"
    assert not again.account()


def test_others_are_asked_where_they_are(site: Server) -> None:
    browser = Browser(site)
    assert browser.choose("GitHub").startswith("https://github.com/login/oauth/authorize?client_id=longhand-at-github")
    assert browser.choose("GitLab").startswith("https://gitlab.example.org/oauth/authorize?client_id=longhand-at-git")


def test_an_issuer_that_is_away_is_said(tmp_path: Path) -> None:
    server = Server(tmp_path, settings={"OIDC_CLIENT_ID": CLIENT, "OIDC_ISSUER": "http://127.0.0.1:9"})
    server.start()
    try:
        browser = Browser(server)
        assert "Failure" in browser.press("OpenID Connect").one("h1").text()
        assert browser.status == 502
    finally:
        server.stop()
    assert "Traceback" not in server.log.read_text()


def rows(server: Server) -> Any:
    return closing(sqlite3.connect(server.log.with_name("longhand.sqlite3")))
