"""Daphne with one of the applications that are compared: `python -m tests.bench.daphne_of ours 8000`."""

import sys

import django

if __name__ == "__main__":
    name, port = sys.argv[1:]
    django.setup()
    from daphne.server import Server

    if name == "ours":
        from mhst.asgi import application
    else:
        from tests.bench import rooms

        application = getattr(rooms, name)
    endpoints = [f"tcp:port={port}:interface=127.0.0.1"]
    Server(application=application, endpoints=endpoints, verbosity=0, ping_interval=20, ping_timeout=30).run()
