"""What follows from changes elsewhere, after their commit. Imported by the app's config."""

from mhst.community.prescribing.actions import referral
from mhst.core import events
from mhst.core.actors import Machine
from mhst.people.enums import ConsentKind
from mhst.people.events import ConsentChanged

CONSENT = Machine("consent taken back")


@events.on(ConsentChanged)
def end_what_is_not_agreed(event: ConsentChanged) -> None:
    if event.kind == ConsentKind.LINK_WORKER:
        referral.end_what_is_not_agreed(young_person_id=event.young_person, by=CONSENT)
