"""What other rooms' pages show of social prescribing."""

from django.urls import reverse

from mhst.access.models import User
from mhst.community.prescribing.queries import referral as queries
from mhst.community.prescribing.rules.referral import may_refer
from mhst.people.models import YoungPerson
from mhst.people.queries.beside import Beside

HEADING = "Link worker"


def beside(person: YoungPerson, viewer: User) -> Beside | None:
    """For the young person's record: refer them, or where one's own referral stands."""
    if not may_refer(person, viewer) or not queries.teams():
        return None
    open_now = queries.open_of(person)
    if open_now is None:
        words = ["Somebody else could help: a link worker finds what matters to them, and goes with them."]
        return Beside(HEADING, words, "Refer to a link worker", reverse("prescribing-refer", args=[person.pk]))
    if open_now.referred_by_id != viewer.pk:
        return None
    told = [f"Referred on {open_now.received_on:%-d %B %Y}. {open_now.get_state_display()}."]
    return Beside(HEADING, told, "Where it stands", reverse("prescribing-state", args=[open_now.pk]))
