"""The board of whoever runs a team: how its work stands now, on real numbers. Never a page of who pays for it."""

from dataclasses import dataclass

from mhst.access.models import User
from mhst.core.permissions import Permission
from mhst.places.models import Team
from sessions_app.queries import caseload, dispatch, measure, message, triage, unmatched_consent, work_now
from sessions_app.queries.caseload import Load
from sessions_app.queries.work_now import FourWeeks, Waits


@dataclass(frozen=True)
class ToRead:
    """Something that came in or must go out, how much of it, and the page where it is done."""

    what: str
    count: int
    page: str


@dataclass(frozen=True)
class Board:
    teams: tuple[Team, ...]
    stages: tuple[str, ...]
    waits: tuple[Waits, ...]
    clock: FourWeeks
    unread: tuple[ToRead, ...]
    loads: tuple[Load, ...]

    @property
    def waiting(self) -> int:
        return sum(band.total for band in self.waits)


def board_of(viewer: User) -> Board:
    """Raises: Refused to those who run no team."""
    viewer.require(Permission.BOARD_VIEW)
    teams = Team.objects.filter(pk__in=viewer.reach(Permission.BOARD_VIEW).teams).order_by("name")
    return Board(
        teams=tuple(teams),
        stages=tuple(str(stage.label) for stage in work_now.STAGES),
        waits=tuple(work_now.waits(viewer)),
        clock=work_now.four_weeks(viewer),
        unread=tuple(_unread(viewer)),
        loads=tuple(caseload.loads(viewer)),
    )


def _unread(viewer: User) -> list[ToRead]:
    letters, messages = dispatch.to_send_count(viewer), message.counts(viewer)
    return [
        ToRead("Requests and enquiries that nobody has looked at", triage.to_look_at(viewer), "triage"),
        ToRead("Questionnaires to be read the same day", measure.to_read_count(viewer), "measures"),
        ToRead("Answers about consent to be matched", unmatched_consent.count_waiting(viewer), "unmatched-consents"),
        ToRead("Letters to specialist help, not gone yet", letters.step_ups, "letters-to-send"),
        ToRead("Other letters, not finished or not gone yet", letters.others, "letters-to-send"),
        ToRead("Letters that could not be delivered", letters.undelivered, "letters-to-send"),
        ToRead("Messages that could not be sent", messages.failed, "messages"),
    ]
