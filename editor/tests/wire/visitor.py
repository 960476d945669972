"""Someone whose browser runs no scripts: pages and forms, and nothing in between."""

import asyncio
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from ..elements import parse

PATIENCE = 20  # seconds, for a machine that has much else to do


class Visitor:
    def __init__(self, site: str, room: str) -> None:
        self._document = f"{site}/document/{room}/"
        self._browser = build_opener(HTTPCookieProcessor(CookieJar()))

    async def open(self, key: str) -> None:
        """Follow the block's Edit link."""
        self._address = f"{self._document}block/{key}"
        page = parse((await asyncio.to_thread(self._load, self._address))[0])
        fields = [each.attributes for each in page.one("main").one("form").all() if each.tag == "input"]
        self._fields = {field["name"] or "": field["value"] or "" for field in fields}
        self.text = page.one("textarea", id="text").text().removeprefix("\n")

    async def send(self, action: str, text: str) -> str:
        """Press the button; the address of the page that comes then."""
        fields = self._fields | {"text": text, "action": action}
        body = urlencode({name: value.replace("\n", "\r\n") for name, value in fields.items()})
        return (await asyncio.to_thread(self._load, self._address, body.encode()))[1]

    def _load(self, address: str, body: bytes | None = None) -> tuple[str, str]:
        with self._browser.open(address, body, timeout=PATIENCE) as page:
            return str(page.read().decode()), str(page.url)
