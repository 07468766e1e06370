"""Where the server comes in: pages, and the connected pages of conversations."""

import gc
import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mhst.settings.production")
pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402  Django must be set up first
from django.urls import get_resolver  # noqa: E402

from realtime.routing import Conversations, sockets  # noqa: E402

application = ProtocolTypeRouter({"http": Conversations(pages), "websocket": sockets})

# What a server has read by now it keeps until it ends. Looking through all of that for garbage again and again would
# take a tenth of a busy server's time, and would stop every conversation for as long as it takes.
get_resolver().url_patterns  # noqa: B018 reads every view
gc.collect()
gc.freeze()
