"""What pages of rooms below show of ours: a link to refer somebody, and a part of the young person's record."""

from typing import Any

from django.urls import reverse

from mhst.access.models import User
from mhst.community.enums import HelpKind
from mhst.community.models import Recognition
from mhst.community.queries import carer as carers
from mhst.community.queries import partner as partners
from mhst.community.queries import referral as queries
from mhst.community.rules.agreement import JUDGES
from mhst.community.rules.carer import may_recognise
from mhst.community.rules.referral import may_refer
from mhst.core import clock
from mhst.core.onward import Onward
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentKind
from mhst.people.models import ParentOrGuardian, YoungPerson
from mhst.people.queries.beside import Beside
from mhst.people.rules.consent import is_too_young_to_decide

SHOWN = 3
#: What a referral to the carers' service begins with, to be changed with whoever agrees to it.
CARERS_WHY = "They help look after someone at home, and would like to know what you offer."


#: The same for a parent or guardian, who decides for themselves.
CARERS_WHY_ADULT = "They look after someone, and would like to know what you offer."


def onward(viewer: Any, person: Any) -> list[Onward]:
    """“Someone else could help”, to those who may refer whoever the page is about."""
    if isinstance(person, ParentOrGuardian):
        return onward_adult(viewer, person)
    return [Onward("Someone else could help", address(person))] if may_refer(viewer, person) else []


def onward_adult(viewer: Any, parent: ParentOrGuardian) -> list[Onward]:
    """A parent or guardian who looks after someone: recognised, and one click to the carers' service. No query."""
    ways = []
    if viewer.can(Permission.CARER_RECOGNISE):
        recognise = reverse("carer-recognise-parent", args=[parent.pk])
        ways.append(Onward("Do they look after someone? Recognise it, if they agree", recognise))
    if may_refer(viewer):
        ways.append(Onward("Refer them to the carers' service", _adult_address(parent)))
    return ways


def beside_entry(viewer: User, service: Any) -> list[Onward]:
    """From the directory to the partner that is asked there; to make one of it, for those who keep the partners."""
    partner = partners.of_provider(service.provider_id, viewer)
    if partner and may_refer(viewer):
        return [Onward("Refer somebody to them", f"{address(None)}?partner={partner.pk}")]
    if partner is None and viewer.can(Permission.PARTNER_KEEP):
        return [Onward("Add them as a partner", f"{reverse('partner-add')}?provider={service.provider_id}")]
    return []


def beside(person: YoungPerson, viewer: User) -> Beside:
    """The partners that are asked to help, on the record's page."""
    found = queries.about(person, viewer)
    sentences = [
        f"{one.partner}: {one.get_state_display().lower()}, {one.created_at:%-d %B %Y}." for one in found[:SHOWN]
    ]
    if may_refer(viewer, person):
        return Beside("Partner services", sentences or ["Nobody has been asked yet."], "Someone else could help",
                      address(person))  # fmt: skip
    return Beside("Partner services", sentences or ["Nobody has been asked yet."], "", "")


def looking_after(person: YoungPerson, viewer: User) -> Beside:
    """Whether they help look after someone, on the record's page."""
    heading, standing = "Looking after someone", carers.of(person)
    if standing:
        told = [f"Recognised on {standing.created_at:%-d %B %Y}, with their agreement.", *_adults(person)]
        may = may_recognise(person, viewer)
        return Beside(heading, told, "What they need, and what was offered" if may else "", _carer(standing, may))
    told = [carers.says_so(person) or "Not recognised as helping to look after someone.", *_adults(person)]
    if may_recognise(person, viewer):
        return Beside(heading, told, "Recognise it, if they agree", reverse("carer-recognise", args=[person.pk]))
    return Beside(heading, told, "", "")


def agreed_for_school(person: YoungPerson) -> list[str]:
    """For the school's page: nothing, unless they agreed that the school knows."""
    themselves = ["Helps look after someone at home."] if carers.school_may_know(person) else []
    adults = [one for one in carers.parents_of(person) if one.school_may_know]
    return [*themselves, *(f"{one.name} looks after someone at home." for one in adults)]


def carers_referral(person: YoungPerson, viewer: User, parent: ParentOrGuardian | None) -> str:
    """Where one click refers them to the carers' service; empty where the viewer may not, or there is none."""
    can = may_refer(viewer, person) and partners.for_carers(viewer) is not None
    if not can:
        return ""
    return _adult_address(parent) if parent else address(person, HelpKind.CARERS)


def may_judge(viewer: User, person: YoungPerson | None, kind: ConsentKind) -> bool:
    """Whether a page offers to judge that somebody under 16 decides by themselves. Recording it has its own rule."""
    if person is None:
        return any(viewer.can(permission) for permission in JUDGES)
    return viewer.can(Permission.GILLICK_ASSESS, person) and not is_too_young_to_decide(person, kind, clock.today())


def _adults(person: YoungPerson) -> list[str]:
    """Of parents and guardians: who is recognised, or that somebody said so."""
    known = [f"{one.name} is recognised as looking after someone." for one in carers.parents_of(person)]
    return known or list(filter(None, [carers.says_parent_does(person)]))


def _adult_address(parent: ParentOrGuardian) -> str:
    return f"{address(None, HelpKind.CARERS)}&parent={parent.pk}"


def _carer(standing: Recognition, may: bool) -> str:
    return reverse("carer", args=[standing.pk]) if may else ""


def address(person: YoungPerson | None, kind: str = "") -> str:
    """Where somebody is referred, filled in as far as is known."""
    told = [f"person={person.pk}"] if person else []
    told += [f"kind={kind}"] if kind else []
    return reverse("neighbour-new") + (f"?{'&'.join(told)}" if told else "")
