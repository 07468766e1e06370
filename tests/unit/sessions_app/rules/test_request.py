import datetime as dt

import pytest

from mhst.core.errors import Refused
from sessions_app.enums import ASK_PAGES, Asker
from sessions_app.forms.asked import FORMS, TITLES
from sessions_app.models import RequestForSupport
from sessions_app.rules import enquiry
from sessions_app.rules import request as rules
from tests.factories import SchoolFactory, YoungPersonFactory


def draft(**more: object) -> RequestForSupport:
    return RequestForSupport(**{"asked_by": Asker.SCHOOL, **more})


def test_every_page_has_its_form_and_its_title() -> None:
    for kind, pages in ASK_PAGES.items():
        slugs = {page.slug for page in pages}
        assert slugs - {"pupil"} == set(FORMS[kind])
        assert slugs | {"check"} <= set(TITLES[kind[0]])


def test_what_a_request_needs_its_forms_ask_for() -> None:
    for kind, pages in ASK_PAGES.items():
        for page in pages:
            assert set(page.needs) <= set(FORMS[kind][page.slug].base_fields) if page.needs else True


def test_every_answer_is_a_column_of_the_request() -> None:
    columns = {field.name for field in RequestForSupport._meta.concrete_fields}
    asked = {name for forms in FORMS.values() for form in forms.values() for name in form.base_fields}
    assert asked - columns == set()


def test_pages_follow_each_other_to_the_check() -> None:
    one, slug, walked = draft(is_enquiry=False), "pupil", []
    while slug != "check":
        walked.append(slug)
        slug = rules.page_after(one, slug)
    assert walked == ["pupil", "name", "worry", "own-words", "already", "contact"]
    assert [rules.page_before(one, slug) for slug in (*walked, "check")] == ["", *walked]


@pytest.mark.parametrize(
    ("born", "asker", "refused"),
    [
        (None, Asker.SCHOOL, ""),
        (dt.date(2027, 1, 1), Asker.SCHOOL, "Check the year"),
        (dt.date(2005, 9, 14), Asker.SCHOOL, "Check the year"),
        (dt.date(2005, 9, 15), Asker.SCHOOL, ""),
        (dt.date(2019, 1, 1), Asker.PARENT, ""),
        (dt.date(2015, 9, 15), Asker.YOUNG_PERSON, "from the age of 11"),
        (dt.date(2015, 9, 14), Asker.YOUNG_PERSON, ""),
    ],
)
def test_how_old_somebody_may_be(time_machine, born: dt.date | None, asker: Asker, refused: str) -> None:
    time_machine.move_to("2026-09-14 08:00+01:00", tick=False)
    if refused:
        with pytest.raises(Refused, match=refused):
            rules.check_who(draft(birth_date=born, asked_by=asker))
    else:
        rules.check_who(draft(birth_date=born, asked_by=asker))


@pytest.mark.django_db
def test_a_pupil_of_another_school_is_refused() -> None:
    with pytest.raises(Refused, match="Choose somebody else"):
        rules.check_pupil(draft(school=YoungPersonFactory().school), YoungPersonFactory())


def test_advice_is_words() -> None:
    enquiry.check_advice("Begin small.")
    with pytest.raises(Refused, match="Write what you advise"):
        enquiry.check_advice(" ")


@pytest.mark.django_db
def test_a_school_that_no_team_serves_says_who_helps_instead(there) -> None:
    assert rules.check_served(there.school) is None
    with pytest.raises(Refused) as refused:
        rules.check_served(SchoolFactory())
    assert refused.value.code == "no-team"
