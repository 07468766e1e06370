"""Partner organisations, referrals to them in every state, and those who look after someone."""

import datetime as dt

from cms.directory.models import Provider
from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.community.actions import answer, carer, partner, referral
from mhst.community.enums import DeclineReason, Giver, HelpKind, NeighbourState, WithdrawnWhy
from mhst.community.models import NeighbourReferral, Partner, Recognition
from mhst.community.rules.agreement import Agreed
from mhst.core import clock
from mhst.core.actors import Machine
from mhst.demo.world.area import Area
from mhst.demo.world.staff import Staff
from mhst.people.enums import ConsentMethod
from mhst.people.models import YoungPerson
from mhst.places.models import School, Team
from sessions_app.models import Referral

K, S = HelpKind, NeighbourState
PARTNERS = (
    ("Fernshire Carers", (K.CARERS, K.FAMILY), "For everybody who looks after somebody, from the age of 8.", 3),
    (
        "Marlow Quay Youth Works",
        (K.ACTIVITIES, K.MENTORING),
        "Open evenings, a climbing wall and mentors, 11 to 19.",
        5,
    ),
    ("Harbour Bereavement Help", (K.GRIEF,), "One to one and family days, any age.", 7),
    ("Fernshire Rights Shop", (K.MONEY,), "Housing, benefits and debts, for families and from 16.", 5),
    ("Open Door Alderbridge", (K.IDENTITY, K.MENTORING), "A group on Thursdays for 13 to 19.", 5),
)
#: By state: to which partner, why, how to reach them, and how many days ago.
REFERRED = (
    (S.SENT, 1, "Has just moved here and would like to meet people who climb.", 1),
    (S.SENT, 2, "A grandparent died in the summer. Talking at home is hard for everybody.", 12),
    (S.ACCEPTED, 0, "Helps a parent get up every morning and wants to meet others who do.", 6),
    (S.DECLINED, 3, "The family may lose its flat and does not know whom to ask.", 9),
    (S.CAME, 4, "Wants to talk with others of the same age about who they are.", 20),
    (S.DID_NOT_COME, 1, "Would like one evening a week away from home.", 16),
    (S.ENDED, 2, "Misses a brother, and sleeps badly before his birthday.", 26),
    (S.FOLLOWED_UP, 1, "Wanted to play football again after a year of staying in.", 27),
    (S.WITHDRAWN, 4, "Thought about the Thursday group.", 15),
)
PARTNER = Machine("partner link")


def build(area: Area, workers: Staff, today: dt.date) -> None:
    """What somebody finds who looks whom else to ask."""
    manager = Membership.objects.filter(role=RoleName.TEAM_MANAGER, team=area.team).select_related("user")[0].user
    known = [_partner(*given, by=manager) for given in PARTNERS]
    known[0].organisation = area.charity
    known[0].save()
    practitioner = workers.practitioners[0]
    people = _people(Referral.objects.filter(practitioner=practitioner), len(REFERRED))
    for (state, number, why, days), person in zip(REFERRED, people, strict=False):
        made = _refer(known[number], area.team, why, practitioner.user, person)
        _go_on(made, state, today, practitioner.user)
        _long_ago(made, days, today)
    _recognise(people, practitioner.user)
    counsellor = Membership.objects.filter(role=RoleName.COUNSELLOR).select_related("user")[0].user
    _refer(known[0], area.counselling, "Cooks for two small brothers and never sees friends.", counsellor, None)


#: Which partner is which organisation of the directory.
LISTED = {
    "Fernshire Carers": "Young Carers of Fernshire",
    "Marlow Quay Youth Works": "The Boathouse",
    "Harbour Bereavement Help": "Lantern Bereavement",
    "Open Door Alderbridge": "Rainbow Steps",
}


def tie(area: Area) -> None:
    """Partners stand in the directory, and a school has asked one of them too."""
    listed = {provider.name: provider for provider in Provider.objects.all()}
    for one in Partner.objects.filter(name__in=LISTED):
        one.provider = listed[LISTED[one.name]]
        one.save()
    lead = Membership.objects.filter(role=RoleName.SENIOR_MENTAL_HEALTH_LEAD, school=area.schools[0])[0]
    to = Partner.objects.get(name="Marlow Quay Youth Works")
    _refer(to, area.team, "Never goes out since moving here.", lead.user, None, school=lead.school)


def recognise_a_parent() -> None:
    """A mother who looks after somebody too, and whom the team recognised with her agreement."""
    known = Recognition.objects.current().young().exclude(agreement__parent=None).order_by("created_at", "pk")[0]
    assert known.agreement
    assert known.agreement.parent
    agreed = Agreed(Giver.SIXTEEN, ConsentMethod.PHONE, clock.today())
    made = carer.recognise_parent(
        parent=known.agreement.parent, agreed=agreed, looks_after="A grandmother who lives with them.",
        needs="To meet others who do the same, in the evening.", champion_may_know=True, by=known.recognised_by,
    )  # fmt: skip
    carer.offer(recognition=made, what="The carers' handbook, and the Thursday group.", by=known.recognised_by)


#: What they need, whether a champion and the school may know, and what was offered.
RECOGNISED = (
    ("To come in ten minutes later on bad mornings.", True, False, "A carers' passport, shown to one tutor only."),
    ("Somebody to talk to who does the same.", True, True, ""),
    ("One weekend without worrying.", False, False, ""),
    ("To ring home at lunch.", True, False, ""),
)


def _recognise(people: list[YoungPerson], by: User) -> None:
    """Some of those who are referred, and one of them known to nobody but the team."""
    for person, (needs, champion, school, offered) in zip(people[2:], RECOGNISED, strict=False):
        agreed = _agreed(person)
        assert agreed
        made = carer.recognise(
            young_person=person, agreed=agreed, looks_after="A parent who is ill.", needs=needs,
            champion_may_know=champion, school_may_know=school, by=by,
        )  # fmt: skip
        if offered:
            carer.offer(recognition=made, what=offered, by=by)


def _partner(name: str, kinds: tuple[HelpKind, ...], about: str, days: int, *, by: User) -> Partner:
    mailbox = name.lower().replace(" ", ".")
    return partner.add(
        name=name, kinds=kinds, about=about, email=f"{mailbox}@example.invalid", phone="01632 960 210",
        answer_days=days, by=by,
    )  # fmt: skip


def _people(referrals: object, count: int) -> list[YoungPerson]:
    """Those with somebody who can agree: a parent, or they themselves."""
    found: dict[object, YoungPerson] = {}
    for one in referrals.select_related("young_person").order_by("received_on", "pk"):  # type: ignore[attr-defined]
        person = one.young_person
        if person and len(found) < count and _agreed(person):
            found.setdefault(person.pk, person)
    return list(found.values())


def _agreed(person: YoungPerson) -> Agreed | None:
    day = clock.today()
    if day >= person.sixteen_on:
        return Agreed(Giver.SIXTEEN, ConsentMethod.IN_PERSON, day)
    parent = person.parents_and_guardians.filter(has_parental_responsibility=True).first()
    return Agreed(Giver.PARENT, ConsentMethod.PHONE, day, parent) if parent else None


def _refer(
    to: Partner, team: Team, why: str, by: User, person: YoungPerson | None, school: School | None = None
) -> NeighbourReferral:
    agreed = _agreed(person) if person else Agreed(Giver.SIXTEEN, ConsentMethod.ONLINE, clock.today())
    assert agreed
    name = (person.preferred_name or person.given_name) if person else "Sky"
    return referral.refer(
        partner=to, kind=HelpKind(to.kinds[0]), team=team, why=why, agreed=agreed, young_person=person, by=by,
        school=school, contact=f"Ask for {name}, 07700 900 310, after four. A text is best.",
    )  # fmt: skip


def _go_on(made: NeighbourReferral, state: NeighbourState, today: dt.date, by: User) -> None:
    """To the state wanted, by the steps that lead there."""
    if state == S.SENT:
        return None
    if state == S.WITHDRAWN:
        return referral.withdraw(referral=made, why=WithdrawnWhy.CHANGED_MIND, by=by)
    link = made.links.get()
    if state == S.DECLINED:
        words = "Our waiting list is closed until the new year. The council's advice line has places."
        return answer.decline(referral=made, reason=DeclineReason.FULL, words=words, by=PARTNER, link=link)
    answer.accept(referral=made, words="We ring them this week.", by=PARTNER, link=link)
    if state == S.ACCEPTED:
        return None
    going = made.links.get(used_at__isnull=True, revoked_at__isnull=True)
    for told in {S.FOLLOWED_UP: (S.CAME,), S.ENDED: (S.CAME, S.ENDED)}.get(state, (state,)):
        answer.tell_attendance(referral=made, state=told, by=PARTNER, link=going)
    referral.plan_follow_up(referral=made, follow_up_on=today, by=by)
    if state == S.FOLLOWED_UP:
        outcome = "Plays every Wednesday now, and has found two friends there."
        referral.follow_up(referral=made, outcome=outcome, by=by)
    return None


def _long_ago(made: NeighbourReferral, days: int, today: dt.date) -> None:
    """As if it had been asked then: the answer due since, and later steps a few days after."""
    made.refresh_from_db()
    back = dt.timedelta(days=days)
    made.created_at -= back
    made.answer_by -= back
    if made.answered_at:
        made.answered_at -= back - dt.timedelta(days=1)
    if made.state == S.CAME:
        made.follow_up_on = today + dt.timedelta(weeks=3)
    made.save()
