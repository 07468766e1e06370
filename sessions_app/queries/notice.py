"""What people were told of changes that concern them."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.places.models import School, Team
from sessions_app.models import Notice, Series
from sessions_app.queries.series import is_for


def notices_of(viewer: User, *, only_unread: bool = False) -> Any:
    """The viewer's own notices, newest first; with `opens_run`, whether they may open the run that it is about."""
    opens = ExpressionWrapper(is_for(viewer, "series__"), output_field=BooleanField())
    found = (
        Notice.objects.filter(to=viewer)
        .select_related("series__programme", "session", "referral")
        .annotate(opens_run=opens)
        .order_by("-created_at", "pk")
    )
    return found.filter(read_at__isnull=True) if only_unread else found


def unread_count(viewer: User) -> int:
    count: int = notices_of(viewer, only_unread=True).count()
    return count


def is_unread(series: Series, sentence: str) -> bool:
    """Whether somebody has been told exactly this of the run and has not read it."""
    return Notice.objects.filter(series=series, sentence=sentence[:300], read_at__isnull=True).exists()


def is_unread_by(reader: User, school: School, sentence: str) -> bool:
    """Whether they have been told exactly this of what is booked at a school and have not read it."""
    return Notice.objects.filter(to=reader, school=school, sentence=sentence[:300], read_at__isnull=True).exists()


def who_runs(team: Team) -> list[User]:
    """The managers of a team."""
    managers = Membership.objects.filter(team=team, role=RoleName.TEAM_MANAGER).current()
    return list(User.objects.filter(pk__in=managers.values("user"), is_active=True).order_by("pk"))
