"""An OpenID Connect issuer that lets everybody in at once, as whoever the test says."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT = "longhand"


class Issuer:
    def __init__(self, address: str) -> None:
        self.address = address
        self.claims: dict[str, Any] = {}
        self.asked: dict[str, list[str]] = {}  # by the last browser that came here

    def configuration(self) -> dict[str, Any]:
        places = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        endpoints = {f"{name}_endpoint": f"{self.address}/{place}" for name, place in places.items()}
        return {"issuer": self.address, "jwks_uri": f"{self.address}/keys", **endpoints}

    def token(self) -> dict[str, Any]:
        now = int(time.time())
        said = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, **self.claims}
        return {
            "access_token": "a token",
            "token_type": "Bearer",
            "id_token": jwt.encode(said, "a key of thirty-two bytes at the least", headers={"kid": "1"}),
        }


@contextmanager
def running() -> Iterator[Issuer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if asked.path == "/authorize":
                issuer.asked = parse_qs(asked.query)
                back = urlencode({"code": "a code", "state": issuer.asked["state"][0]})
                self.send_response(302)
                self.send_header("Location", f"{issuer.asked['redirect_uri'][0]}?{back}")
                self.end_headers()
            else:
                self._tell(issuer.configuration() if "well-known" in asked.path else issuer.claims)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._tell(issuer.token())

        def _tell(self, what: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(what).encode())

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer = Issuer(f"http://127.0.0.1:{server.server_port}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield issuer
        server.shutdown()
