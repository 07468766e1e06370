"""What somebody wrote before they waited is looked through."""

from mhst.audit.recording import action
from mhst.core.actors import Actor
from realtime.enums import FlagKind
from realtime.models import FirstWords, Visit
from realtime.queries.flag import as_text, marks_in


@action
def keep(*, visit: Visit, by: Actor) -> FirstWords | None:
    """Look through them at once. Their place, and what they are told, is the same whatever was found."""
    if not visit.on_mind.strip():
        return None
    marks, version = marks_in(visit.on_mind)
    kind = FlagKind.NOT_CHECKED if marks is None else FlagKind.MARKED if marks else ""
    return FirstWords.objects.create(
        visit=visit, kind=kind, marks=as_text(marks) if marks else "", list_version=version
    )
