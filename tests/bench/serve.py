"""A server with one of the applications that are compared: `python -m tests.bench.serve daphne ours 8000`."""

import sys
from typing import Any

import django


def daphne(application: Any, port: int) -> None:
    from daphne.server import Server

    endpoints = [f"tcp:port={port}:interface=127.0.0.1"]
    Server(application=application, endpoints=endpoints, verbosity=0, ping_interval=20, ping_timeout=30).run()


def uvicorn(application: Any, port: int) -> None:
    import uvicorn

    uvicorn.run(application, port=port, log_level="error", lifespan="off", ws_per_message_deflate=False)


if __name__ == "__main__":
    server, name, port = sys.argv[1:]
    django.setup()
    if name == "ours":
        from mhst.asgi import application
    elif name == "barest":
        from tests.bench.baseline import barest

        application = barest()
    else:
        from tests.bench import rooms

        application = getattr(rooms, name)
    {"daphne": daphne, "uvicorn": uvicorn}[server](application, int(port))
