"""Where the server comes in: pages and, from `realtime`, sockets."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mhst.settings.production")
pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402  Django must be set up first

application = ProtocolTypeRouter({"http": pages})
