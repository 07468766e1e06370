"""Who may be written to: whoever agreed, by a way they named, for what they named. Nobody by default."""

import datetime as dt

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from sessions_app import delivery
from sessions_app.enums import Channel
from sessions_app.models import ContactPreference
from sessions_app.queries import contact


def check_can_change(person: YoungPerson, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.YOUNG_PERSON_EDIT, person)


def check_can_agree(way: ContactPreference, by: Actor) -> None:
    """Whether this way, not yet saved, may be written down. Raises: Refused."""
    check_can_change(way.young_person, by)
    _check_who(way)
    _check_what(way)
    if not delivery.can_send(way.channel):
        raise Refused("Text messages cannot be sent from here yet. Choose email.", code="no-way", field="channel")
    if contact.has_way(way.young_person, way.parent, way.channel):
        label = Channel(way.channel).label.lower()
        raise Refused(f"{contact.who(way)} has a way for {label} already. Change that one.", code="there", field="who")


def _check_who(way: ContactPreference) -> None:
    if way.parent and way.parent.young_person_id != way.young_person_id:
        raise Refused("Choose somebody of this young person's family.", code="who", field="who")
    if not contact.still_agreed(way):
        raise Refused(
            f"Nothing says that {contact.who(way)} may be contacted. Record the consent to be contacted first"
            + (", and that this parent or guardian may be contacted." if way.parent else "."),
            code="no-consent",
            field="who",
        )


def _check_what(way: ContactPreference) -> None:
    if not (way.reminders or way.letters):
        raise Refused("Choose what they agreed to be sent.", code="purposes", field="purposes")
    if not _in_time(way.agreed_on):
        raise Refused("The day they agreed cannot be in the future.", code="agreed-on", field="agreed_on")


def _in_time(agreed_on: dt.date) -> bool:
    return agreed_on <= clock.today()
