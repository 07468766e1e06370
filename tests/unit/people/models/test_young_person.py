import datetime as dt

import pytest
from django.db import IntegrityError, connection

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.people.models import KeepApart, YoungPerson
from tests.factories import A_MONDAY, EnrolmentFactory, KeepApartFactory, YoungPersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("born", "day", "year_group"),
    [
        (dt.date(2012, 10, 15), dt.date(2024, 11, 1), 7),
        (dt.date(2013, 8, 31), dt.date(2026, 8, 31), 8),
        (dt.date(2013, 8, 31), dt.date(2026, 9, 1), 9),
        (dt.date(2013, 9, 1), dt.date(2026, 9, 1), 8),
        (dt.date(2022, 8, 31), dt.date(2026, 9, 1), 0),
        (dt.date(2022, 9, 1), dt.date(2026, 9, 1), -1),
        (dt.date(2008, 9, 1), dt.date(2027, 7, 20), 13),
        (dt.date(2012, 2, 29), dt.date(2026, 9, 1), 10),
    ],
)
def test_the_year_group_turns_on_the_first_of_september(born: dt.date, day: dt.date, year_group: int) -> None:
    assert YoungPerson(birth_date=born).year_group_on(day) == year_group


def test_somebody_taught_a_year_behind_is_in_that_year() -> None:
    assert YoungPerson(birth_date=dt.date(2013, 8, 31), year_group_override=7).year_group_on(A_MONDAY) == 7
    assert YoungPerson(birth_date=dt.date(2013, 8, 31), year_group_override=0).year_group_on(A_MONDAY) == 0


@pytest.mark.parametrize(
    ("day", "age"), [(dt.date(2027, 2, 28), 14), (dt.date(2027, 3, 1), 15), (dt.date(2028, 2, 29), 16)]
)
def test_a_birthday_on_29_february_is_on_1_march_in_other_years(day: dt.date, age: int) -> None:
    assert YoungPerson(birth_date=dt.date(2012, 2, 29)).age_on(day) == age


def test_sixteen_years_after_29_february_is_29_february() -> None:
    assert YoungPerson(birth_date=dt.date(2012, 2, 29)).sixteen_on == dt.date(2028, 2, 29)


@pytest.mark.both_engines
def test_the_database_and_python_agree_on_year_groups() -> None:
    born = [dt.date(2012, 8, 31), dt.date(2012, 9, 1), dt.date(2013, 8, 31), dt.date(2013, 9, 1)]
    people = [YoungPersonFactory(birth_date=day, year_group_override=over) for day in born for over in (None, 8)]
    for year_group in range(6, 11):
        found = YoungPerson.objects.in_year_group(year_group, A_MONDAY)
        assert set(found) == {person for person in people if person.year_group_on(A_MONDAY) == year_group}


@pytest.mark.both_engines
@pytest.mark.parametrize("text", ["wojcik", "WÓJCIK", "łucja", "lucja woj", "Wójcik Łucja", "lu", ""])
def test_a_name_is_found_however_it_is_typed(text: str) -> None:
    person = YoungPersonFactory(given_name="Łucja", family_name="Wójcik")
    assert list(YoungPerson.objects.named(text)) == [person]


@pytest.mark.both_engines
def test_a_name_is_found_by_what_somebody_is_called() -> None:
    YoungPersonFactory(given_name="Mohammed", preferred_name="Mo", family_name="O'Dowd")
    assert YoungPerson.objects.named("mo o’dowd").count() == 1  # noqa: RUF001
    assert YoungPerson.objects.named("mo odowd").count() == 1
    assert YoungPerson.objects.named("mo smith").count() == 0
    assert YoungPerson.objects.named("m_").count() == 1


@pytest.mark.both_engines
def test_one_nhs_number_belongs_to_one_person_and_is_not_readable_in_the_database() -> None:
    person = YoungPersonFactory(nhs_number="9434765870")
    with connection.cursor() as cursor:
        cursor.execute("SELECT nhs_number, nhs_number_hash FROM people_youngperson")
        sealed, hashed = cursor.fetchone()
    assert b"9434765870" not in bytes(sealed)
    assert "9434765870" not in hashed
    assert YoungPerson.objects.get(pk=person.pk).nhs_number == "9434765870"
    with pytest.raises(IntegrityError):
        YoungPersonFactory(nhs_number="9434765870")


@pytest.mark.both_engines
def test_many_may_have_no_nhs_number() -> None:
    YoungPersonFactory.create_batch(2, nhs_number=None)
    person = YoungPersonFactory(nhs_number="9434765870")
    with recording.acting(by=SYSTEM, verb="test"):
        person.nhs_number = None
        person.save()
    assert YoungPerson.objects.filter(nhs_number_hash="").count() == 3


@pytest.mark.both_engines
def test_nobody_is_in_a_year_that_does_not_exist() -> None:
    with pytest.raises(IntegrityError):
        YoungPersonFactory(year_group_override=15)


@pytest.mark.both_engines
def test_nobody_is_at_two_schools_at_once() -> None:
    person = YoungPersonFactory()
    EnrolmentFactory(young_person=person, starts_on=dt.date(2023, 9, 1), ends_on=dt.date(2024, 8, 31))
    with pytest.raises(IntegrityError):
        EnrolmentFactory(young_person=person, starts_on=A_MONDAY)


@pytest.mark.both_engines
def test_an_enrolment_ends_after_it_began() -> None:
    with pytest.raises(IntegrityError):
        EnrolmentFactory(starts_on=A_MONDAY, ends_on=A_MONDAY - dt.timedelta(days=1))


@pytest.mark.both_engines
def test_two_people_are_kept_apart_once_in_one_order() -> None:
    pair = KeepApartFactory()
    with pytest.raises(IntegrityError), recording.acting(by=SYSTEM, verb="test"):
        KeepApart.objects.create(one=pair.other, other=pair.one)
    with pytest.raises(IntegrityError):
        KeepApartFactory(one=pair.one, other=pair.other)


@pytest.mark.parametrize(("text", "found"), [("", 1), (" ", 1), ("%", 0), ("_", 0), ("?!", 0)])
def test_signs_of_which_no_name_is_made_find_nobody(text: str, found: int) -> None:
    YoungPersonFactory()
    assert YoungPerson.objects.named(text).count() == found
