"""What daphne's sockets lack: closing with the codes that say "come again"."""

from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol

SERVICE_RESTART, TRY_AGAIN_LATER = 1012, 1013


class ServiceProtocol(WebSocketProtocol):  # type: ignore[misc]
    def serverClose(self, code: int | None = None) -> None:
        if code in (SERVICE_RESTART, TRY_AGAIN_LATER):
            self.sendCloseFrame(code=code)  # what sendClose does, without its check that a code is an application's
        else:
            super().serverClose(code=code)


def install() -> None:
    WebSocketFactory.protocol = ServiceProtocol
