"""What came after: who it was about, what happened, and who is to be asked."""

import datetime as dt
from typing import Any

from mhst.access.models import User
from mhst.core import clock
from mhst.people.models import YoungPerson
from mhst.people.queries import young_person as young_people
from school_link.enums import ASKED_AFTER, ConsultationState
from school_link.models import Consultation, FollowUp, Naming

MOST = 15


def naming_of(one: Consultation) -> Naming | None:
    return Naming.objects.filter(consultation=one).select_related("young_person", "named_by").first()


def follow_up_of(one: Consultation) -> FollowUp | None:
    return FollowUp.objects.filter(consultation=one).select_related("told_by").first()


def is_to_tell(one: Consultation) -> bool:
    """Whether it is time to say what happened."""
    return one.state == ConsultationState.AGREED and (one.agreed_at or clock.now()) < clock.now() - ASKED_AFTER


def to_ask(since: dt.timedelta) -> Any:
    """Agreed so long ago, and nobody has said what happened."""
    rows = Consultation.objects.filter(state=ConsultationState.AGREED, agreed_at__lt=clock.now() - since)
    return rows.filter(lead__is_active=True).select_related("lead")


def pupils_like(viewer: User, one: Consultation, text: str) -> list[YoungPerson]:
    """Pupils of the school whose name fits; nothing asked, nobody shown."""
    if not text.strip():
        return []
    people = young_people.visible_to(viewer).filter(school=one.school_id).named(text)
    return list(people.order_by("family_name", "given_name")[:MOST])
