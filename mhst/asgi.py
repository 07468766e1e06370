"""Where the server comes in: pages, and the connected pages of conversations."""

import gc
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mhst.settings.production")
django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter  # noqa: E402  Django must be set up first
from django.urls import get_resolver  # noqa: E402

from mhst.core.handler import Pages  # noqa: E402
from realtime.routing import Conversations, sockets  # noqa: E402

application = ProtocolTypeRouter({"http": Conversations(Pages()), "websocket": sockets})

# What a server has read by now it keeps until it ends. Looking through all of that for garbage again and again would
# take a tenth of a busy server's time, and would stop every conversation for as long as it takes.
get_resolver().url_patterns  # noqa: B018 reads every view
gc.collect()
gc.freeze()

# Daphne's websockets write a coloured sentence about each piece that comes and goes, for a log that nobody keeps: a
# tenth of what a message costs. They get the things themselves, which make a sentence where somebody keeps it.
for name in ("autobahn.twisted.websocket", "autobahn.websocket.protocol"):
    if module := sys.modules.get(name):
        module.__dict__.update(dict.fromkeys(("hltype", "hlval"), lambda thing: thing))
