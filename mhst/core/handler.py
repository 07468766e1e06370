"""Django's way from a server to a page and back, in one thread from the first middleware to the last.

As Django has it under ASGI, what is synchronous goes to a thread and what may be asynchronous comes back from it, in
turns: several journeys a page between threads that wait for each other. Nothing here is asynchronous but the live
conversation, which does not come this way.
"""

from typing import Any

from django.core.handlers.asgi import ASGIHandler
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class Pages(ASGIHandler):
    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        in_a_thread: Any = self.adapt_method_mode(True, self._answered, False)
        response: HttpResponseBase = await in_a_thread(request)
        return response

    def _answered(self, request: HttpRequest) -> HttpResponseBase:
        """Who asked may have gone meanwhile, and the server with them: then nothing comes after this that would give
        back the connection to the database, and a pool would be one short for ever."""
        try:
            return self.get_response(request)
        finally:
            close_old_connections()
