"""nginx and Caddy, configured as the guide tells, in front of a process of a production install."""

import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection

import pytest
from websockets.asyncio.client import connect

from e2e.server import Server

from .fronts import ANY_CERTIFICATE, NAME, Front, front
from .raw import receive
from .test_production import Answer, ask_over, press_new_over


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("behind"), settings={"HTTPS": "true", "ALLOWED_HOSTS": NAME})
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def proxy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, behind: Server) -> Iterator[Front]:
    with front(request.param, tmp_path_factory.mktemp(request.param), behind) as made:
        yield made


def ask(proxy: Front, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
    with closing(proxy.line()) as line:
        return ask_over(line, path, method, body, Host=NAME, **headers)


def test_pages_come_by_https(proxy: Front) -> None:
    answer = ask(proxy, "/document/notes/")
    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"]


def test_plain_http_is_led_to_https(proxy: Front) -> None:
    with closing(HTTPConnection("127.0.0.1", proxy.http, timeout=20)) as line:
        answer = ask_over(line, "/document/notes/", Host=NAME)
    assert answer.status in (301, 308)
    assert answer.headers["Location"].startswith(f"https://{NAME}")


def test_a_visitor_cannot_say_how_they_came(proxy: Front) -> None:
    assert ask(proxy, "/", **{"X-Forwarded-Proto": "http"}).status == 200


def test_the_button_of_the_first_page_works(proxy: Front) -> None:
    with closing(proxy.line()) as line:
        assert press_new_over(line, f"https://{NAME}", Host=NAME) == 302


def test_what_is_too_long_for_an_edit_is_answered_by_the_application(proxy: Front, room: str) -> None:
    edit = json.dumps({"type": "edit", "seq": 1, "base": 0, "ops": [["ins", "1", 0, "x" * 5_000_000]]})
    answer = ask(proxy, f"/document/{room}/edits?client=ada-0001&since=0", "POST", edit)
    assert answer.status == 200
    assert "too-large" in answer.body


async def test_people_write_over_a_socket(proxy: Front, room: str) -> None:
    address = f"wss://{NAME}/ws/editor/{room}/?client=ada-0001&since=0"
    async with connect(
        address,
        host="127.0.0.1",
        port=proxy.https,
        ssl=ANY_CERTIFICATE,
        origin=f"https://{NAME}",  # type: ignore[arg-type]
    ) as ada:
        await receive(ada)
        await ada.send(json.dumps({"type": "edit", "seq": 1, "base": 0, "ops": [["ins", "1", 0, "word"]]}))
        while not (news := await receive(ada)).changes:
            pass
        assert [change.seq for change in news.changes] == [1]
    assert ask(proxy, f"/document/{room}.md").body == "word"
