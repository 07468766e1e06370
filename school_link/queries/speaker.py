"""Who asked and who answers: whether they still work there, and who else could speak for their side."""

from typing import Any

from django.db.models import Exists, OuterRef

from mhst.access.models import Membership, User
from mhst.access.roles import roles_with
from mhst.core.permissions import Permission
from school_link.enums import Side
from school_link.models import Consultation


def with_standing(rows: Any) -> Any:
    """Consultations, each knowing `lead_works` and `holder_works`: whether they still do, in a role that speaks."""
    return rows.select_related("lead", "holder", "school", "desk__team").annotate(
        lead_works=Exists(_works(Permission.CONSULTATION_ASK, user=OuterRef("lead"), school=OuterRef("school"))),
        holder_works=Exists(
            _works(Permission.CONSULTATION_ADVISE, user=OuterRef("holder"), team=OuterRef("desk__team"))
        ),
    )


def speaking(one: Any, side: Side) -> list[User]:
    """Of a consultation with its standing: who speaks for a side; where they have left, all who could take it over."""
    who, works = (one.lead, one.lead_works) if side == Side.SCHOOL else (one.holder, one.holder_works)
    return [who] if who is not None and works else who_could_speak(one, side)


def who_could_speak(one: Consultation, side: Side) -> list[User]:
    """A school's leads, or the specialists of the desk."""
    here = (
        _works(Permission.CONSULTATION_ASK, school=one.school_id)
        if side == Side.SCHOOL
        else _works(Permission.CONSULTATION_ADVISE, team=one.desk.team_id)
    )
    return list(User.objects.filter(pk__in=here.values("user")).order_by("last_name", "first_name"))


def _works(permission: Permission, **where: Any) -> Any:
    roles = [role.name for role in roles_with(permission)]
    return Membership.objects.current().filter(role__in=roles, user__is_active=True, **where)
