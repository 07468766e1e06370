"""What figures are measured against: the least that Django can do, in the same process and run."""

import statistics
import time
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.asgi import get_asgi_application
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

BARE_QUERY = "bare indexed query"


def bare(request: HttpRequest) -> HttpResponse:
    """A page that looks up one row by its key and says that it is there."""
    return HttpResponse(str(ContentType.objects.filter(pk=1).exists()))


urlpatterns = [path("bare/", bare)]


def rate(work: Callable[[], object], *, seconds: float = 2.0, batches: int = 5) -> float:
    """How often a second `work` can be done: the median of several batches, after one that only warms up."""
    work()
    return statistics.median(_batch(work, seconds / batches) for _ in range(batches))


def _batch(work: Callable[[], object], seconds: float) -> float:
    done, began = 0, time.perf_counter()
    while (taken := time.perf_counter() - began) < seconds:
        work()
        done += 1
    return done / taken


@cache
def bare_query() -> float:
    """Requests a second to a bare Django view that does one indexed query: no middleware, no template."""
    with override_settings(ROOT_URLCONF="tests.bench.baseline", MIDDLEWARE=[]):
        client = Client()
        return rate(lambda: client.get("/bare/"))


def barest() -> ASGIHandler:
    """The same for a server, in whose process there is nothing else."""
    settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, []
    return get_asgi_application()
