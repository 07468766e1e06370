"""For whom of those with a place there is no consent on the day of a session. Worked out, never stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from mhst.people.enums import ConsentKind, ConsentState
from mhst.people.models import ConsentDecision, YoungPerson
from mhst.people.queries.consent import decisions_of, state_of
from sessions_app.models import Place, SupportSession


@dataclass(frozen=True)
class Agreed:
    """Who has a place in each run, and everything they and their parents ever answered about being seen."""

    seated: Mapping[UUID, Sequence[YoungPerson]]
    decisions: Mapping[UUID, Sequence[ConsentDecision]]

    def without(self, session: SupportSession) -> list[YoungPerson]:
        """Those who may not be seen on the day of this session, as things stand."""
        return [person for person in self.seated.get(session.series_id, ()) if not self._holds(person, session)]

    def in_words(self, session: SupportSession) -> str:
        """ "consent is missing for 1 of 6 young people", naming nobody; nothing when all agree."""
        missing, count = len(self.without(session)), len(self.seated.get(session.series_id, ()))
        if not missing:
            return ""
        return "consent is missing" if count == 1 else f"consent is missing for {missing} of {count} young people"

    def _holds(self, person: YoungPerson, session: SupportSession) -> bool:
        decisions = self.decisions.get(person.pk, ())
        state = state_of(decisions, ConsentKind.TO_BE_SEEN, session.date, sixteen_on=person.sixteen_on)
        return state == ConsentState.GIVEN


NOBODY = Agreed({}, {})


def agreed_in(sessions: Sequence[SupportSession]) -> Agreed:
    """Two queries, whatever the number of sessions; none for none."""
    if not sessions:
        return NOBODY
    series = {session.series_id for session in sessions}
    places = Place.objects.filter(series__in=series, young_person__isnull=False).select_related("young_person")
    seated: dict[UUID, list[YoungPerson]] = defaultdict(list)
    for place in places.order_by("number"):
        if place.young_person:
            seated[place.series_id].append(place.young_person)
    people = {person.pk: person for each in seated.values() for person in each}
    return Agreed(seated, decisions_of(list(people.values()), ConsentKind.TO_BE_SEEN))
