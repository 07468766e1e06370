"""What follows from changes elsewhere, after their commit. Imported by the app's config."""

from mhst.community.actions import carer, referral
from mhst.core import events
from mhst.core.actors import Machine
from mhst.people.enums import ConsentKind
from mhst.people.events import ConsentChanged
from sessions_app.events import PersonHandedOver

CONSENT = Machine("consent taken back")
HAND_OVER = Machine("caseload handed over")


@events.on(ConsentChanged)
def stop_what_is_not_agreed(event: ConsentChanged) -> None:
    if event.kind == ConsentKind.SHARE_WITH_PARTNER:
        referral.withdraw_what_is_not_agreed(young_person_id=event.young_person, by=CONSENT)
    if event.kind == ConsentKind.KNOWN_AS_CARER:
        carer.end_what_is_not_agreed(young_person_id=event.young_person, by=CONSENT)


@events.on(PersonHandedOver)
def pass_on_what_was_asked(event: PersonHandedOver) -> None:
    giver, taker = event.from_user_id, event.to_user_id
    referral.pass_on(young_person_id=event.young_person_id, giver_id=giver, taker_id=taker, by=HAND_OVER)
