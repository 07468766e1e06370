"""Young people with their parents and what they decided."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from mhst.core import clock
from mhst.demo.world.area import Area
from mhst.demo.world.names import BOYS, EITHER, FAMILIES, GIRLS
from mhst.people.enums import (
    ConsentAnswer,
    ConsentBasis,
    ConsentKind,
    ConsentMethod,
    Ethnicity,
    Gender,
    Indicator,
    Relationship,
    WithdrawnBecause,
)
from mhst.people.models import ConsentDecision, Enrolment, ParentOrGuardian, YoungPerson
from mhst.people.names import plain
from mhst.people.wordings import CURRENT
from mhst.places.enums import SchoolGender
from mhst.places.models import School

A_SCHOOL = 36
#: What became of asking for consent, out of a hundred.
ANSWERS = (("given", 78), ("refused", 5), ("disagree", 3), ("withdrawn", 2), ("not asked", 12))
NEEDS = (
    "Prefers written instructions.", "Wears hearing aids; sit facing.", "English is a new language; speaks Polish at home.",
    "Autistic; likes to know beforehand what will happen.", "Stammers; give time.",
)  # fmt: skip


@dataclass
class Made:
    """Everything about one school's pupils, before it is written."""

    people: list[YoungPerson]
    enrolments: list[Enrolment]
    parents: list[ParentOrGuardian]
    decisions: list[ConsentDecision]


def build(area: Area, today: dt.date, chance: Random) -> dict[School, list[YoungPerson]]:
    """Some young people of every school; one of them has just moved to another."""
    made = Made([], [], [], [])
    found = {school: [_person(school, today, chance, made) for _ in range(A_SCHOOL)] for school in area.schools}
    YoungPerson.objects.bulk_create(made.people)
    Enrolment.objects.bulk_create(made.enrolments)
    ParentOrGuardian.objects.bulk_create(made.parents)
    ConsentDecision.objects.bulk_create(made.decisions)
    home, new = area.schools[0], area.schools[5]
    mover = next(p for p in found[home] if 7 <= p.year_group_on(today) <= 9)
    _move(mover, new, today - dt.timedelta(days=today.weekday() + 7))
    found[home].remove(mover)
    found[new].append(mover)
    return found


def _move(person: YoungPerson, school: School, on: dt.date) -> None:
    person.enrolments.update(ends_on=on - dt.timedelta(days=1))
    Enrolment.objects.create(young_person=person, school=school, starts_on=on)
    person.school = school
    person.save()


def _person(school: School, today: dt.date, chance: Random, made: Made) -> YoungPerson:
    weights = [97, 0, 3] if school.gender == SchoolGender.GIRLS else [56, 41, 3]
    gender = chance.choices([Gender.FEMALE, Gender.MALE, Gender.NON_BINARY], weights)[0]
    names = {Gender.FEMALE: GIRLS, Gender.MALE: BOYS, Gender.NON_BINARY: EITHER}[gender]
    year = chance.choice([y for y in school.year_groups if y >= min(3, max(school.year_groups))])
    born = dt.date(clock.academic_year_of(today) - 5 - year, 9, 1) + dt.timedelta(days=chance.randrange(365))
    given, family = chance.choice(names), chance.choice(FAMILIES)
    person = YoungPerson(
        given_name=given, family_name=family, search_name=plain(f"{given} {family}"), birth_date=born, school=school,
        gender=gender,
        ethnicity=chance.choice([e for e in Ethnicity.values if e != "99"]) if chance.random() < 0.3 else Ethnicity.WHITE_BRITISH,
        communication_needs=chance.choice(NEEDS) if chance.random() < 0.08 else None,
        young_carer=Indicator.YES if chance.random() < 0.06 else Indicator.NO,
        looked_after=Indicator.YES if chance.random() < 0.02 else Indicator.NO,
    )  # fmt: skip
    made.people.append(person)
    made.enrolments.append(Enrolment(young_person=person, school=school, starts_on=dt.date(today.year - 2, 9, 1)))
    _family(person, family, today, chance, made)
    return person


def _family(person: YoungPerson, family: str, today: dt.date, chance: Random, made: Made) -> None:
    parents = [
        ParentOrGuardian(
            young_person=person, name=f"{chance.choice(names)} {family}", relationship=relationship,
            phone=f"07700 900{chance.randrange(100, 999)}",
        )
        for relationship, names in ((Relationship.MOTHER, GIRLS), (Relationship.FATHER, BOYS))
    ]  # fmt: skip
    made.parents += parents if chance.random() < 0.4 else parents[:1]
    answer = chance.choices([a for a, _ in ANSWERS], [n for _, n in ANSWERS])[0]
    asked = today - dt.timedelta(days=chance.randrange(5, 300))
    sixteen = person.age_on(asked) >= 16
    if answer == "not asked":
        return
    if answer == "disagree" and not sixteen:
        if parents[1] not in made.parents:
            made.parents.append(parents[1])
        made.decisions += [
            _decision(person, parents[0], "given", asked),
            _decision(person, parents[1], "refused", asked),
        ]
        return
    decision = _decision(person, None if sixteen else parents[0], "refused" if answer == "refused" else "given", asked)
    if answer == "withdrawn":
        decision.withdrawn_at = clock.at_local(asked + dt.timedelta(days=3), 600)
        decision.withdrawn_because = WithdrawnBecause.CHANGED_MIND
    made.decisions.append(decision)
    if answer == "given":
        made.decisions += _with_school(decision, len(made.people))


def _with_school(seen: ConsentDecision, turn: int) -> list[ConsentDecision]:
    """Asked on the same form: most agree, a few do not, and some forms were older than the question."""
    if turn % 9 == 0:
        return []
    said = "refused" if turn % 9 == 1 else "given"
    shared = _decision(seen.young_person, seen.parent, said, seen.decided_on)
    shared.kind = ConsentKind.SHARE_WITH_SCHOOL
    return [shared]


def _decision(person: YoungPerson, parent: ParentOrGuardian | None, answer: str, on: dt.date) -> ConsentDecision:
    return ConsentDecision(
        young_person=person, kind=ConsentKind.TO_BE_SEEN, answer=ConsentAnswer(answer), parent=parent,
        basis=ConsentBasis.PARENTAL if parent else ConsentBasis.SIXTEEN, method=ConsentMethod.PAPER,
        wording_version=CURRENT.version, decided_on=on,
    )  # fmt: skip
