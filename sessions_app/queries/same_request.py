"""Open requests that may be about the same young person, where they are not matched with one yet. A person decides.

Only among requests that the viewer decides on: of any other they learn nothing, not that there is one either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from mhst.access import check
from mhst.access.models import User
from mhst.core.permissions import Permission
from mhst.people.names import plain
from sessions_app.enums import OPEN_STATES, UNMATCHED_STATES
from sessions_app.models import Referral
from sessions_app.queries.duplicate import Known, dates, judge

MOST = 5
#: The team has not begun with these, and may not know yet whom they are about.
ARRIVING = OPEN_STATES & UNMATCHED_STATES


@dataclass(frozen=True)
class Same:
    """Another open request, and why the same young person may be meant."""

    referral: Referral
    closeness: int
    why: str


def same_as(referral: Referral, viewer: User) -> list[Same]:
    """The likeliest first. One query besides the viewer's reach."""
    return same_as_each([referral], viewer).get(referral.pk, [])[:MOST]


def same_as_each(referrals: Sequence[Referral], viewer: User) -> dict[UUID, list[Same]]:
    """By referral, for those that have any. One query besides the viewer's reach, however many referrals."""
    about = {one.pk: known for one in referrals if one.state in OPEN_STATES and (known := _about(one))}
    if not about:
        return {}
    others = _Others(_possible(about.values(), viewer))
    found = {one.pk: others.like(about[one.pk], besides=one) for one in referrals if one.pk in about}
    return {id: same for id, same in found.items() if same}


class _Others:
    """Requests by birth date and by family name: only those that share one are compared."""

    def __init__(self, referrals: Iterable[Referral]) -> None:
        self.by: dict[object, dict[UUID, tuple[Referral, Known]]] = {}
        for referral in referrals:
            if known := _about(referral):
                for key in (known.birth_date, plain(known.family_name)):
                    self.by.setdefault(key, {})[referral.pk] = (referral, known)

    def like(self, known: Known, *, besides: Referral) -> list[Same]:
        """Two that are matched, with one young person or with two, leave nothing to be found out."""
        keys = [*dates(known.birth_date), plain(known.family_name)]
        others = {id: one for key in keys for id, one in self.by.get(key, {}).items() if id != besides.pk}
        open_ones = [one for one in others.values() if not (besides.young_person_id and one[0].young_person_id)]
        judged = [Same(referral, *judge(known, theirs)) for referral, theirs in open_ones]
        return sorted(
            (one for one in judged if one.closeness),
            key=lambda one: (-one.closeness, one.referral.received_on, one.referral.created_at),
        )


def _about(referral: Referral) -> Known | None:
    """Whom it names: the young person on record, else what the request says; nobody when it says too little."""
    known = referral.young_person or referral.request
    return known if known is not None and known.family_name else None


def _possible(about: Iterable[Known], viewer: User) -> list[Referral]:
    """Those that have just come and name somebody born then or called so. Nothing sealed is opened."""
    born = {day for known in about for day in dates(known.birth_date)}
    wanted = Q(request__birth_date__in=born) | Q(young_person__birth_date__in=born)
    for family in {known.family_name for known in about}:
        wanted |= Q(request__family_name__iexact=family) | Q(young_person__family_name__iexact=family)
    rows: Any = check.visible(Referral.objects.all(), viewer, Permission.REFERRAL_TRIAGE)
    found = rows.filter(wanted, state__in=ARRIVING)
    shown = found.select_related("request", "school", "young_person").only(
        "received_on", "created_at", "state", "school__name", "request__given_name", "request__family_name",
        "request__preferred_name", "request__birth_date", "young_person__given_name", "young_person__family_name",
        "young_person__preferred_name", "young_person__birth_date",
    )  # fmt: skip
    return list(shown.order_by("received_on", "created_at"))
