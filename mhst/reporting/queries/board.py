"""The board of whoever runs a team: how its work stands now, on real numbers. Never a page of who pays for it."""

from dataclasses import dataclass

from mhst.access.models import User
from mhst.core.permissions import Permission
from mhst.places.enums import TeamKind
from mhst.places.models import Team
from mhst.reporting.queries.board_online import Online, ToRead, online_of
from sessions_app.queries import caseload, dispatch, measure, message, triage, unmatched_consent, work_now
from sessions_app.queries.caseload import Load
from sessions_app.queries.work_now import FourWeeks, Waits


@dataclass(frozen=True)
class Board:
    teams: tuple[Team, ...]
    stages: tuple[str, ...]
    waits: tuple[Waits, ...]
    clock: FourWeeks
    unread: tuple[ToRead, ...]
    loads: tuple[Load, ...]
    online: Online | None = None

    @property
    def has_casework(self) -> bool:
        """Whether any of the teams is asked for support by name: a team that counsels online is not."""
        return not self.teams or any(team.kind != TeamKind.COUNSELLING for team in self.teams)

    @property
    def waiting(self) -> int:
        return sum(band.total for band in self.waits)


def board_of(viewer: User) -> Board:
    """Raises: Refused to those who run no team."""
    viewer.require(Permission.BOARD_VIEW)
    teams = tuple(Team.objects.filter(pk__in=viewer.reach(Permission.BOARD_VIEW).teams).order_by("name"))
    return Board(
        teams=teams,
        stages=tuple(str(stage.label) for stage in work_now.STAGES),
        waits=tuple(work_now.waits(viewer)),
        clock=work_now.four_weeks(viewer),
        unread=tuple(_unread(viewer)),
        loads=tuple(caseload.loads(viewer)),
        online=online_of(viewer, teams),
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
