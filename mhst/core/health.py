"""Whether this process can do its work, for whoever watches it. Tells no more than that."""

from collections.abc import Callable
from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult, get_date_max

from mhst.core import clock

#: A job that nobody has taken for so long means that no worker runs.
PATIENCE = timedelta(minutes=5)
#: Once this process has seen a database that is up to date, it stays so until the next deployment.
_up_to_date = False


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    global _up_to_date
    if not _up_to_date:
        executor = MigrationExecutor(connection)
        _up_to_date = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "ok" if _up_to_date else "pending"


def _cache() -> str:
    cache.set("health", "ok", 10)
    return str(cache.get("health", "lost"))


def _worker() -> str:
    since = clock.now() - PATIENCE
    due = Q(run_after__lt=since) | Q(run_after=get_date_max())  # the latter is how "at once" is written
    return "behind" if DBTaskResult.objects.ready().filter(due, enqueued_at__lt=since).exists() else "ok"


_MORE: dict[str, Callable[[], str]] = {}


def watch(name: str, ask: Callable[[], str]) -> None:
    """A room above has something of its own to watch. It is told, and takes no page away."""
    _MORE[name] = ask


def state() -> dict[str, str]:
    """Each part and whether it is `ok`; else what is wrong with it, in a word."""
    found: dict[str, str] = {}
    ours = {"database": _database, "migrations": _migrations, "cache": _cache, "worker": _worker}
    for name, ask in (ours | _MORE).items():
        try:
            found[name] = ask()
        except Exception as error:  # whatever is wrong with it, it is not well
            found[name] = type(error).__name__
    return found


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served, else 503.

    A cache that is away or a worker that is behind is told, but is no reason to take the pages away too.
    """
    found = state()
    return JsonResponse(found, status=200 if found["database"] == found["migrations"] == "ok" else 503)
