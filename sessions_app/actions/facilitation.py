"""Who holds the sessions of a run: the first practitioner leads, the others stand beside."""

from collections.abc import Sequence

from mhst.people.models import Practitioner
from sessions_app.enums import FacilitatorRole
from sessions_app.models import Facilitation, Series, SupportSession


def holders_of(series: Series) -> list[Practitioner]:
    """Those who hold the run now, the lead first."""
    rows = Facilitation.objects.filter(session__series=series, replaced_at__isnull=True).select_related("practitioner")
    found = {row.practitioner_id: row.practitioner for row in rows.order_by("role", "session__date")}
    return list(found.values())


def give(sessions: Sequence[SupportSession], practitioners: Sequence[Practitioner]) -> None:
    """Let these hold the sessions, the lead first."""
    Facilitation.objects.bulk_create(
        Facilitation(
            session=session, practitioner=person, role=FacilitatorRole.SECOND if index else FacilitatorRole.LEAD
        )
        for session in sessions
        for index, person in enumerate(practitioners)
    )


def fill(series: Series, session: SupportSession) -> None:
    """Give a session without anybody to those who hold the rest of the run."""
    if not session.facilitations.filter(replaced_at__isnull=True).exists():
        give([session], holders_of(series))
