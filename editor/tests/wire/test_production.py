"""A process behind a proxy that ends HTTPS: who it believes, where it leads, and what those see who watch it."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect

from e2e.server import Server

from .raw import receive
from .test_shutdown import arrived, database_locked, ended, no_longer_listens, process

NAME = "notes.example.org"
TOKEN = "the token of the one who watches"
BY_PROXY = {"Host": NAME, "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
WITH_TOKEN = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = {"HTTPS": "true", "ALLOWED_HOSTS": NAME, "LOG_FORMAT": "json", "METRICS_TOKEN": TOKEN}
    server = Server(tmp_path_factory.mktemp("production"), settings=settings)
    server.start()
    yield server
    server.kill()


@dataclass
class Answer:
    status: int
    headers: Any
    body: str


def ask(server: Server, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection:
        return ask_over(connection, path, method, body, **headers)


def ask_over(connection: HTTPConnection, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return Answer(answer.status, answer.headers, answer.read().decode(errors="replace"))


@asynccontextmanager
async def socket(server: Server, room: str, **headers: str) -> AsyncIterator[ClientConnection]:
    address = f"ws://127.0.0.1:{server.port}/ws/editor/{room}/?client=ada-0001&since=0"
    async with connect(address, additional_headers=headers, max_queue=None) as connected:
        await receive(connected)
        yield connected


def records(server: Server) -> list[dict[str, str]]:
    return [json.loads(line) for line in server.log.read_text().splitlines()]


# Whom it believes


def test_plain_http_is_led_to_https(production: Server) -> None:
    answer = ask(production, "/document/notes/?a=b", Host=NAME)
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/document/notes/?a=b")


def test_a_page_by_https_says_that_it_stays_so(production: Server) -> None:
    answer = ask(production, "/document/notes/", **BY_PROXY)
    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=2592000"
    cookies = answer.headers.get_all("Set-Cookie")
    assert len(cookies) == 2
    assert all("; Secure" in cookie for cookie in cookies)


def press_new(server: Server, site: str, **headers: str) -> int:
    """The status of the answer to the button of the first page."""
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection:
        return press_new_over(connection, site, **headers)


def press_new_over(connection: HTTPConnection, site: str, **headers: str) -> int:
    page = ask_over(connection, "/", **headers)
    cookies = "; ".join(cookie.partition(";")[0] for cookie in page.headers.get_all("Set-Cookie"))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.body)
    assert token
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies, "Origin": site, "Referer": site}
    answer = ask_over(connection, "/document/new", "POST", f"csrfmiddlewaretoken={token[1]}", **headers | form)
    return answer.status


def test_forms_work_behind_the_proxy(production: Server) -> None:
    assert press_new(production, f"https://{NAME}", **BY_PROXY) == 302


def test_without_a_proxy_nobody_can_say_that_they_came_by_one(server: Server) -> None:
    here = {"Host": f"127.0.0.1:{server.port}"}
    assert press_new(server, f"http://127.0.0.1:{server.port}", **here | {"X-Forwarded-Proto": "https"}) == 302
    assert press_new(server, f"https://127.0.0.1:{server.port}", **here | {"X-Forwarded-Proto": "https"}) == 403


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_probes_come_by_any_name_and_without_https(production: Server, path: str, method: str) -> None:
    answer = ask(production, path, method, Host="10.0.0.7")
    assert (answer.status, answer.body) == (200, "ok" if method == "GET" else "")


# Names of requests


@pytest.mark.parametrize("given", ["f0e1-22", "Root=1-67891233-abcdef012345678912345678", "a" * 200])
def test_a_request_keeps_the_name_that_it_came_with(production: Server, given: str) -> None:
    answer = ask(production, "/", **BY_PROXY, **{"X-Request-ID": given})
    assert answer.headers.get_all("X-Request-ID") == [given]


@pytest.mark.parametrize("given", ["", "a b", 'a"b', "a" * 201, "ä"])
def test_without_a_proper_one_it_gets_one(production: Server, given: str) -> None:
    headers = BY_PROXY | ({"X-Request-ID": given} if given else {})
    names = {ask(production, "/", **headers).headers["X-Request-ID"] for _ in range(2)}
    assert len(names) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}", name) for name in names)


def test_what_a_request_has_logged_bears_its_name(production: Server, room: str) -> None:
    ask(production, f"/document/{room}/edits?client=x", "POST", **BY_PROXY, **{"X-Request-ID": f"of-{room}"})
    told = [record for record in records(production) if record.get("request_id") == f"of-{room}"]
    assert {record["room"] for record in told} == {room}
    assert "editor.polling" in {record["logger"] for record in told}


async def test_what_a_socket_has_logged_bears_its_name_and_no_text(production: Server, room: str) -> None:
    async with socket(production, room, **{"X-Request-ID": f"of-{room}"}) as ada:
        assert ada.response
        assert ada.response.headers["X-Request-ID"] == f"of-{room}"
        for seq, operation in enumerate((["ins", "1", 0, "secretive"], ["ins", "9", 0, "secretive"], ["odd"]), 1):
            await ada.send(json.dumps({"type": "edit", "seq": seq, "base": 0, "ops": [operation]}))
            while (answer := await receive(ada)).is_of_people:
                pass
            assert bool(answer.refused) == (seq > 1)
        await ada.send("secretive")
        await asyncio.wait_for(ada.wait_closed(), 20)
    told = [record for record in records(production) if record.get("room") == room]
    by_socket = [record["message"] for record in told if record.get("request_id") == f"of-{room}"]
    assert [message for message in by_socket if message.startswith("Refused edit 3")]
    assert [message for message in by_socket if message.startswith("Closed a socket")]
    # In a turn, which several sockets may share
    assert [record["message"] for record in told if "request_id" not in record] == [
        f"Refused edit 2 in room {room}: unknown-block"
    ]
    assert "secretive" not in production.log.read_text()


# What is counted


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}])
def test_metrics_are_for_whoever_has_the_token(production: Server, headers: dict[str, str]) -> None:
    assert ask(production, "/metrics", **headers).status == 401


def test_without_a_token_there_are_no_metrics(server: Server) -> None:
    assert ask(server, "/metrics", Authorization="Bearer ").status == 404


def metrics(server: Server) -> dict[str, float]:
    answer = ask(server, "/metrics", **WITH_TOKEN)
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    lines = [line.rpartition(" ") for line in answer.body.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


async def test_metrics_tell_who_is_there_and_what_became_of_edits(production: Server, room: str) -> None:
    before = await asyncio.to_thread(metrics, production)
    async with socket(production, room), socket(production, f"{room}-2"):
        during = await asyncio.to_thread(metrics, production)
    async with socket(production, room) as ada:
        for seq, operation in enumerate((["ins", "1", 0, "word"], ["ins", "9", 0, "word"], ["odd"]), 1):
            await ada.send(json.dumps({"type": "edit", "seq": seq, "base": 0, "ops": [operation]}))
            while (await receive(ada)).is_of_people:
                pass
    address = f"ws://127.0.0.1:{production.port}/ws/editor/{room}/?client=ada-0001&since=7"  # never reached
    async with connect(address) as ahead:
        assert (await receive(ahead)).reset
    after = await asyncio.to_thread(metrics, production)

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert during["longhand_connections"] == before["longhand_connections"] + 2
    assert during["longhand_people"] == before["longhand_people"] + 2
    assert during["longhand_rooms"] >= 2
    assert grown("longhand_edits_accepted_total") == 1
    assert grown('longhand_edits_refused_total{code="unknown-block"}') == 1
    assert grown('longhand_edits_refused_total{code="malformed"}') == 1
    assert grown("longhand_resyncs_total") == 1
    assert grown("longhand_batch_edits_count") == grown("longhand_batch_edits_sum") == 2
    assert grown("longhand_turn_seconds_count") >= 4


# Static files


def test_static_files_come_compressed_and_may_be_kept_for_ever(production: Server) -> None:
    page = ask(production, "/document/notes/", **BY_PROXY).body
    addresses = set(re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', page))
    assert {address.rpartition(".")[2] for address in addresses} == {"js", "css"}
    for address in addresses:
        plain = ask(production, address, **BY_PROXY)
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", address)
        assert plain.headers["Content-Encoding"] is None
        for encoding in ("br", "gzip"):
            packed = ask(production, address, **BY_PROXY, **{"Accept-Encoding": encoding})
            assert (packed.status, packed.headers["Content-Encoding"]) == (200, encoding)
            assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"])
            assert packed.headers["Vary"] == "Accept-Encoding"
            assert packed.headers["Cache-Control"] == "max-age=315360000, public, immutable"


# Its end


async def test_a_process_that_ends_is_not_ready(server: Server, room: str) -> None:
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=20)) as line:
        assert ask_over(line, "/readyz").status == 200
        async with connect(f"ws://127.0.0.1:{server.port}/ws/editor/{room}/?client=ada-0001&since=0") as ada:
            await receive(ada)
            with database_locked(server):
                await ada.send(json.dumps({"type": "edit", "seq": 1, "base": 0, "ops": [["ins", "1", 0, "word"]]}))
                await arrived(ada)
                process(server).terminate()
                await no_longer_listens(server)
                answer = await asyncio.to_thread(ask_over, line, "/readyz")
                assert (answer.status, answer.body) == (503, "The process is ending.")
                assert (await asyncio.to_thread(ask_over, line, "/healthz")).status == 200
    assert await ended(server) == 0
