"""Where the server comes in: pages, and the connected pages of conversations."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mhst.settings.production")
pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402  Django must be set up first

from realtime.routing import Conversations, sockets  # noqa: E402

application = ProtocolTypeRouter({"http": Conversations(pages), "websocket": sockets})
