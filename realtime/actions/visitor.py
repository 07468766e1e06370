"""A young person comes in under a nickname, and comes back with a phrase."""

from django.contrib.auth.hashers import make_password

from mhst.access.actions import user as accounts
from mhst.audit import recording
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.people.enums import Ethnicity, Gender
from mhst.places.models import Council
from realtime.enums import Part
from realtime.models import Participant, Visitor
from realtime.queries import visitor as queries
from realtime.rules import visitor as rules
from realtime.rules.nickname import check_is_nobody_of_ours
from realtime.wordings import NEWEST
from realtime.words import new_phrase

#: Whose account is gone, in conversations that are erased.
NAMELESS = "Somebody"


@action
def come_in(
    *, nickname: str, password: str, council: Council, born_year: int, born_month: int, gender: str, ethnicity: str,
    by: Actor,
) -> tuple[Visitor, str]:  # fmt: skip
    """Somebody new, who has agreed to the newest wording; with the phrase that is shown once.

    Raises: Refused, Conflict, NotFound where no service is for that area.
    """
    service = queries.service_for(council)
    rules.check_nickname(nickname)
    check_is_nobody_of_ours(nickname, queries.names_of_staff())
    user = accounts.register(nickname=nickname, password=password, by=by)
    phrase = new_phrase()
    visitor = Visitor.objects.create(
        user=user, service=service, council=council, born_year=born_year, born_month=born_month,
        gender=gender, ethnicity=ethnicity, phrase=make_password(phrase), agreed_to=NEWEST,
    )  # fmt: skip
    return visitor, phrase


@action
def come_back(*, visitor: Visitor, password: str, by: Actor) -> str:
    """Another password for somebody whose phrase was right; with a new phrase, as that one is spent."""
    accounts.choose_password(user=visitor.user, password=password, by=by)
    return renew_phrase(visitor=visitor, by=by)


@action
def renew_phrase(*, visitor: Visitor, by: Actor) -> str:
    """Another phrase; the one before brings nobody back any more."""
    phrase = new_phrase()
    visitor.phrase = make_password(phrase)
    visitor.save()
    recording.note(visitor)
    return phrase


@action
def forget(*, visitor: Visitor, by: Actor) -> None:
    """The nickname, everywhere it stands, the password and the phrase go, and nobody comes in by them. Of what they
    said of themselves the year of birth and the area stay, which name nobody. Who may is for the caller to say."""
    accounts.forget(user=visitor.user, by=by)
    for who in Participant.objects.filter(user=visitor.user, part=Part.PERSON):
        who.name = NAMELESS
        who.save()
    visitor.phrase, visitor.born_month = "", 1
    visitor.gender, visitor.ethnicity = Gender.NOT_STATED, Ethnicity.NOT_STATED
    visitor.save()
