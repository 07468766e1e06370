"""When a period may be published, and by whom."""

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from mhst.places.models import Team
from mhst.places.queries.bank_holidays import bank_holiday
from mhst.reporting.dates import Period, due_on
from mhst.reporting.models import Publication
from mhst.reporting.queries import publication as queries


def check_can_publish(team: Team, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.FIGURES_PUBLISH, team)


def check_is_due(period: Period) -> None:
    """What is not closed, or may still be written down these days, is not published. Raises: Refused."""
    due = due_on(period, bank_holiday)
    if clock.today() < due:
        raise Refused(f"Figures for {period} are published on {due:%-d %B %Y}.", code="not-due")


def check_in_order(team: Team, period: Period) -> None:
    """Once each, and months before their quarter. Raises: Conflict, Refused."""
    if queries.is_published(team.pk, period):
        raise Conflict(f"{period} is published already. What came late goes into a revision.")
    if period.is_quarter and not queries.is_complete(team.pk, period):
        raise Refused(f"The months of {period} are published first.", code="months-first")


def check_is_published(team: Team, quarter: Period) -> None:
    """Raises: Refused."""
    if not quarter.is_quarter or not queries.is_published(team.pk, quarter):
        raise Refused("Only a published quarter can be revised.", code="not-published")


def check_is_newest(publication: Publication) -> None:
    """A quarter, and its newest edition: whoever asks for another knows what is out. Raises: Refused, Conflict."""
    check_is_published(publication.team, publication.period)
    newest = queries.latest_edition(publication.team, publication.period)
    if newest.pk != publication.pk:
        raise Conflict(f"Edition {newest.edition} came out meanwhile. Look at it before you ask for another.")
