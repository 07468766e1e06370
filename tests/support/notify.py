"""A stand-in for GOV.UK Notify on 127.0.0.1: real HTTP, checks who asks, and can be busy, broken, slow or cut off."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from notifications_python_client.authentication import decode_jwt_token, get_token_issuer
from notifications_python_client.errors import TokenError
from pydantic import SecretStr

from mhst.settings.environment import Environment, environment

SERVICE, SECRET = "8f1c3a52-0d1e-4d7c-9b61-2b7f7f0c1a11", "5b0f2c44-93ab-4f0b-8c55-64f2a1d3e922"
KEY = f"standin-{SERVICE}-{SECRET}"
TEXT_TEMPLATE, EMAIL_TEMPLATE = "text-template", "email-template"


class StandIn(ThreadingHTTPServer):
    """`taken` is what it will deliver; `asked` counts requests; `says` are answers that it gives before it is well.

    With `holds` it takes the next message and never answers, with `loses` it never answers and takes nothing.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.says: list[int] = []
        self.holds = self.loses = False
        self.reached = threading.Event()
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *about: object) -> None:
        """Somebody was killed while waiting for an answer: that is what it is for."""

    @property
    def addresses(self) -> list[str]:
        return [one.get("phone_number") or one["email_address"] for one in self.taken]


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        path = self.path.removeprefix("/v2/notifications/")
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._is_let_in(f"POST {path}"):
            self._take(sent)

    def do_GET(self) -> None:
        wanted = parse_qs(urlsplit(self.path).query)["reference"][0]
        if self._is_let_in("GET"):
            found = [one for one in self.server.taken if one["reference"] == wanted]
            self._answer(200, {"notifications": [{"id": one["id"], "status": "sending"} for one in found]})

    def _is_let_in(self, asked: str) -> bool:
        self.server.asked.append(asked)
        token = self.headers["Authorization"].removeprefix("Bearer ")
        try:
            ours = get_token_issuer(token) == SERVICE and decode_jwt_token(token, SECRET)
        except TokenError:
            ours = False
        if not ours:
            self._answer(403, {"errors": [{"error": "AuthError", "message": "Invalid token"}]})
        return ours

    def _take(self, sent: dict[str, Any]) -> None:
        if self.server.says:
            message = {"error": "Error", "message": f"phone_number {sent.get('phone_number')} is not right"}
            self._answer(self.server.says.pop(0), {"errors": [message]})
            return
        if not self.server.loses:
            self.server.taken.append({**sent, "id": str(uuid4())})
        self.server.reached.set()
        if self.server.holds or self.server.loses:
            self.server.over.wait(60)
            return
        self._answer(201, {"id": self.server.taken[-1]["id"]})

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *about: object) -> None:
        pass


def settings_for(url: str) -> dict[str, Any]:
    """What the deployer would have set."""
    return {
        "notify_api_key": SecretStr(KEY), "notify_url": url, "notify_text_template": TEXT_TEMPLATE,
        "notify_email_template": EMAIL_TEMPLATE,
    }  # fmt: skip


@contextmanager
def set_to(**values: Any) -> Iterator[Environment]:
    """The settings of this process with these values, for a while."""
    before = {name: getattr(environment, name) for name in values}
    for name, value in values.items():
        setattr(environment, name, value)
    try:
        yield environment
    finally:
        for name, value in before.items():
            setattr(environment, name, value)


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """Notify, as far as this process knows."""
    server = StandIn()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        with set_to(**settings_for(server.url)):
            yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
