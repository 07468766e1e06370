"""The real proxy with our configuration, while nothing of ours answers: everybody still meets the ways to get help."""

import os
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
OURS = {
    "listen 443 ssl http2;": "listen 127.0.0.1:{port} ssl http2;",
    "/etc/ssl/support.example.pem": "{at}/cert.pem",
    "/etc/ssl/support.example.key": "{at}/key.pem",
    "http://127.0.0.1:8000": "http://127.0.0.1:1",  # nobody is there
    "/var/lib/docker/volumes/mhst_media/_data": "{at}",
}
AROUND = """
{user} daemon off; pid {at}/pid; error_log stderr crit;
events {{}}
http {{
  client_body_temp_path {at}; proxy_temp_path {at}; fastcgi_temp_path {at}; uwsgi_temp_path {at}; scgi_temp_path {at};
  {server}
}}
"""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def written(at: Path, port: int) -> Path:
    """Our file, with what a deployer fills in filled in; each of it must stand there."""
    server = (ROOT / "docker" / "proxy.conf").read_text()
    for what, instead in OURS.items():
        assert what in server
        server = server.replace(what, instead.format(at=at, port=port))
    user = "user root;" if os.getuid() == 0 else ""  # so that its workers may read what this test wrote
    path = at / "nginx.conf"
    path.write_text(AROUND.format(at=at, server=server, user=user))
    return path


@pytest.fixture
def proxy(tmp_path: Path, socket_enabled: None) -> Iterator[str]:
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/bin")
    assert nginx, "nginx is missing: docker/provision test"
    at, port = tmp_path, free_port()
    key = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=support.example", "-days", "1"]
    subprocess.run([*key, "-keyout", at / "key.pem", "-out", at / "cert.pem"], check=True, capture_output=True)
    (at / "help-now.html").write_text("Call 999")
    running = subprocess.Popen([nginx, "-e", "stderr", "-c", written(at, port)])
    try:
        _wait_for(port)
        yield f"https://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError("the proxy does not start")


def asked(address: str, sent: bytes | None = None) -> tuple[int, str, str]:
    anybody = ssl._create_unverified_context()  # noqa: S323  the certificate was made a moment ago
    try:
        urllib.request.urlopen(address, sent, context=anybody)  # noqa: S310  our own address
    except urllib.error.HTTPError as away:
        return away.code, away.headers.get("Cache-Control", ""), away.read().decode()
    raise AssertionError("somebody answered")


def test_whatever_was_asked_or_sent_help_is_there(proxy: str) -> None:
    """Also to somebody who had just pressed send, which a plain file would refuse."""
    away = (503, "no-store", "Call 999")
    assert [asked(f"{proxy}/young-people/"), asked(f"{proxy}/talk/message/", b"words=please")] == [away, away]
