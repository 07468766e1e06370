"""PostgreSQL and Redis for one run: free ports, throw-away directories, stopped whatever happens.

A server that already runs on this machine is never spoken to.
"""

import ctypes
import getpass
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG
PATIENCE = 60


class CannotStart(Exception):
    """A server did not come up; says which, and what it said."""


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether somebody listens on this machine's `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def die_with_parent() -> None:
    """Run in the child before its program: ends it when the process that started it is gone, even by kill -9."""
    ctypes.CDLL(None).prctl(DEATH_OF_PARENT, signal.SIGTERM)


def _unprivileged() -> str:
    """PostgreSQL refuses to run as root: then its own Debian user, else whoever we are."""
    if os.geteuid() != 0:
        return getpass.getuser() if os.geteuid() in {entry.pw_uid for entry in pwd.getpwall()} else ""
    return "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"


def as_user(name: str) -> dict[str, Any]:
    """How a program is started as that user; only root can."""
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}


@contextmanager
def _directory(user: str) -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="server-"))
    if os.geteuid() == 0:
        shutil.chown(path, user)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _running(name: str, command: list[str], ready: Callable[[], bool], directory: Path, user: str) -> Iterator[None]:
    log = directory / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            cwd=directory,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **as_user(user),
        )
    try:
        until = time.monotonic() + PATIENCE
        while not ready():
            if server.poll() is not None or time.monotonic() > until:
                raise CannotStart(f"{name} did not start:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)
        yield
    finally:
        # SIGINT is PostgreSQL's fast shutdown; Redis takes it the same way.
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _newest_postgres() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("postgres")
    if not found and not on_path:
        raise CannotStart("PostgreSQL is not installed; docker/provision test brings it.")
    return found[-1].parent if found else Path(str(on_path)).resolve().parent


def _own_certificate(certificates: Path, host: str, directory: Path, user: str) -> tuple[Path, Path]:
    """Copies of a host's certificate and key that the server's user may read; see docker/make_certificates."""
    copies = directory / f"{host}.pem", directory / f"{host}.key"
    for copy in copies:
        shutil.copy(certificates / copy.name, copy)
        copy.chmod(0o600)
        if os.geteuid() == 0:
            shutil.chown(copy, user)
    return copies


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL that has its directory and does not run yet."""

    programs: Path
    command: list[str]
    port: int
    directory: Path
    user: str

    @property
    def url(self) -> str:
        return f"postgres://mhst@127.0.0.1:{self.port}/postgres"

    def is_ready(self) -> bool:
        ask = [str(self.programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(ask, check=False).returncode == 0


@contextmanager
def postgres(*, durable: bool = False, certificates: Path | None = None) -> Iterator[str]:
    """A PostgreSQL of our own; gives its address."""
    with (
        postgres_laid_out(durable=durable, certificates=certificates) as own,
        _running("PostgreSQL", own.command, own.is_ready, own.directory, own.user),
    ):
        yield own.url


@contextmanager
def postgres_laid_out(*, durable: bool = False, certificates: Path | None = None) -> Iterator[Postgres]:
    """Everything but the start.

    `durable` keeps fsync on, for measuring and for killing. With `certificates` it speaks TLS as `localhost`.
    """
    programs, port, user = _newest_postgres(), free_port(), _unprivileged()
    quick = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    options = {
        "port": str(port),
        "listen_addresses": "127.0.0.1",
        "max_connections": "200",
        **({} if durable else quick),
    }
    with _directory(user) as directory:
        options["unix_socket_directories"] = str(directory)
        if certificates:
            certificate, key = _own_certificate(certificates, "localhost", directory, user)
            options |= {"ssl": "on", "ssl_cert_file": str(certificate), "ssl_key_file": str(key)}
        make = [programs / "initdb", "-D", directory / "data", "-U", "mhst", "-A", "trust", "-E", "UTF8"]
        made = subprocess.run(
            [*map(str, make), "--locale=C.UTF-8", "--no-sync"],
            cwd=directory,
            capture_output=True,
            text=True,
            **as_user(user),
        )
        if made.returncode:
            raise CannotStart(f"PostgreSQL's initdb failed:\n{made.stderr[-2000:]}")
        settings = [piece for name, value in options.items() for piece in ("-c", f"{name}={value}")]
        command = [str(programs / "postgres"), "-D", str(directory / "data"), *settings]
        yield Postgres(programs, command, port, directory, user)


@contextmanager
def redis(*, certificates: Path | None = None) -> Iterator[str]:
    """A Redis of our own that keeps nothing on disk; gives its address. With `certificates` it speaks only TLS."""
    program, port, user = shutil.which("redis-server"), free_port(), _unprivileged()
    if not program:
        raise CannotStart("Redis is not installed; docker/provision test brings it.")
    with _directory(user) as directory:
        listen = ["--port", str(port)]
        if certificates:
            certificate, key = _own_certificate(certificates, "localhost", directory, user)
            files = ["--tls-cert-file", str(certificate), "--tls-key-file", str(key)]
            authority = ["--tls-ca-cert-file", str(certificate), "--tls-auth-clients", "no"]
            listen = ["--port", "0", "--tls-port", str(port), *files, *authority]
        command = [program, *listen, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(directory)]
        with _running("Redis", command, lambda: answers(port), directory, user):
            yield f"redis://127.0.0.1:{port}/0"
