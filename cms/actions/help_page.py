"""The ways to get help as one file, for the proxy to show when nothing of ours answers."""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from cms.queries import help_route
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.settings.environment import environment

NAME = "help-now.html"


@action
def write(*, to: Path | None = None, by: Actor) -> Path:
    """Whoever may change the list may have it written; it says nothing that is not public."""
    where = to or Path(settings.MEDIA_ROOT) / NAME
    told = {"ways": help_route.shown(), "service_name": environment.service_name}
    where.parent.mkdir(parents=True, exist_ok=True)
    unfinished = where.with_suffix(".new")
    unfinished.write_text(render_to_string("cms/help_now/alone.html", told))
    unfinished.replace(where)  # at no moment is there half a page
    return where
