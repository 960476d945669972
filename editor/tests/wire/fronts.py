"""The proxies that the guide has configurations for, with these in use, and a process behind them."""

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from time import monotonic, sleep

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from e2e.engines import missing
from e2e.server import ROOT, Server

NAME = "notes.example.org"
PATIENCE = 20  # seconds

ANY_CERTIFICATE = ssl.create_default_context()
ANY_CERTIFICATE.check_hostname = False
ANY_CERTIFICATE.verify_mode = ssl.CERT_NONE

NGINX = """
user root;
daemon off;
pid {directory}/nginx.pid;
error_log stderr;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/proxy;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
    {site}
}}
"""
CADDY = """
{{
    admin off
    local_certs
    skip_install_trust
    default_bind 127.0.0.1
    http_port {http}
    https_port {https}
}}
{site}
"""


@dataclass(frozen=True)
class Front:
    http: int  # its ports
    https: int

    def line(self) -> HTTPConnection:
        return HTTPSConnection("127.0.0.1", self.https, timeout=PATIENCE, context=_showing_name())


@contextmanager
def front(name: str, directory: Path, server: Server) -> Iterator[Front]:
    """Skips the test if this machine has no such proxy, or fails it where E2E_REQUIRE names it."""
    program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        missing(name, f"it is not installed (Debian: {name})")
    made = Front(_free_port(), _free_port())
    command, environment = {"nginx": _nginx, "caddy": _caddy}[name](made, directory, server)
    process = subprocess.Popen([program, *command], env=os.environ | environment, cwd=directory)
    try:
        end = monotonic() + PATIENCE
        while not _answers(made):
            assert process.poll() is None, f"{name} ended"
            assert monotonic() < end, f"{name} does not answer"
            sleep(0.05)
        yield made
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _nginx(made: Front, directory: Path, server: Server) -> tuple[list[str], Mapping[str, str]]:
    certificate, key = _certificate(directory)
    site = (ROOT / "docs/deploy/nginx.conf").read_text()
    for told, here in (
        ("listen [::]:80;", ""),
        ("listen [::]:443 ssl;", ""),
        ("listen 80;", f"listen 127.0.0.1:{made.http};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{made.https} ssl;"),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{server.port};"),
        ("/etc/letsencrypt/live/notes.example.org/fullchain.pem", str(certificate)),
        ("/etc/letsencrypt/live/notes.example.org/privkey.pem", str(key)),
    ):
        assert site.count(told) == 1, told
        site = site.replace(told, here)
    (directory / "nginx.conf").write_text(NGINX.format(directory=directory, site=site))
    return ["-p", str(directory), "-c", str(directory / "nginx.conf")], {}


def _caddy(made: Front, directory: Path, server: Server) -> tuple[list[str], Mapping[str, str]]:
    site = (ROOT / "docs/deploy/Caddyfile").read_text()
    (directory / "Caddyfile").write_text(CADDY.format(http=made.http, https=made.https, site=site))
    environment = {"UPSTREAM": f"127.0.0.1:{server.port}", "XDG_DATA_HOME": str(directory), "HOME": str(directory)}
    return ["run", "--config", str(directory / "Caddyfile"), "--adapter", "caddyfile"], environment


def _answers(made: Front) -> bool:
    with suppress(OSError), closing(made.line()) as line:
        line.request("GET", "/healthz", headers={"Host": NAME})
        return line.getresponse().status == 200
    return False


def _showing_name() -> ssl.SSLContext:
    """Tells the proxy which site is meant, though it is reached by its address."""

    class Named(ssl.SSLContext):
        def wrap_socket(self, sock, *arguments, **options):  # type: ignore[no-untyped-def]
            return super().wrap_socket(sock, *arguments, **options | {"server_hostname": NAME})

    context = Named(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _certificate(directory: Path) -> tuple[Path, Path]:
    """One that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
    certificate = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    (directory / "certificate.pem").write_bytes(certificate)
    (directory / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return directory / "certificate.pem", directory / "key.pem"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
