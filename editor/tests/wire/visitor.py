"""Someone whose browser runs no scripts: pages and forms, and nothing in between."""

import asyncio
import secrets
from collections.abc import Sequence
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from ..elements import Element, parse

PATIENCE = 20  # seconds, for a machine that has much else to do
FORM = "application/x-www-form-urlencoded"


class Visitor:
    def __init__(self, site: str, room: str) -> None:
        self._document = f"{site}/document/{room}/"
        self._browser = build_opener(HTTPCookieProcessor(CookieJar()))

    async def open(self, key: str) -> None:
        """Follow the block's Edit link."""
        self._address = f"{self._document}block/{key}"
        page = parse((await asyncio.to_thread(self._load, self._address))[0])
        forms = [each for each in page.one("main").all() if each.tag == "form"]
        self._fields, self._fields_of_files = map(_hidden, forms)
        self.text = page.one("textarea", id="text").text().removeprefix("\n")

    async def send(self, action: str, text: str) -> str:
        """Press the button; the address of the page that comes then."""
        fields = self._fields | {"text": text, "action": action}
        body = urlencode({name: value.replace("\n", "\r\n") for name, value in fields.items()})
        return (await asyncio.to_thread(self._load, self._address, body.encode()))[1]

    async def add(self, *files: tuple[str, bytes]) -> str:
        """Choose these files and press the button; the address of the page that comes then."""
        kind, body = multipart([*self._fields_of_files.items()], files)
        return (await asyncio.to_thread(self._load, f"{self._document}files", body, kind))[1]

    def _load(self, address: str, body: bytes | None = None, kind: str = FORM) -> tuple[str, str]:
        request = Request(address, body, {"Content-Type": kind})
        with self._browser.open(request, timeout=PATIENCE) as page:
            return str(page.read().decode()), str(page.url)


def _hidden(form: Element) -> dict[str, str]:
    fields = [each.attributes for each in form.all() if each.tag == "input" and each.attributes["type"] == "hidden"]
    return {field["name"] or "": field.get("value") or "" for field in fields}


def multipart(fields: Sequence[tuple[str, str]], files: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    """The type and body of a form with files in it, as browsers write them."""
    border = secrets.token_hex(16)
    parts = [f'name="{name}"\r\n\r\n{value}'.encode(errors="replace") for name, value in fields]
    parts += [f'name="file"; filename="{name}"\r\n\r\n'.encode(errors="replace") + content for name, content in files]
    written = [f"--{border}\r\nContent-Disposition: form-data; ".encode() + part + b"\r\n" for part in parts]
    return f"multipart/form-data; boundary={border}", b"".join(written) + f"--{border}--\r\n".encode()
