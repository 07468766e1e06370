import datetime as dt
from uuid import uuid4

from mhst.core import clock
from school_link.actions import advice
from tests.architecture.lists import ListPage, list_page
from tests.factories.school_link import ConsultationQuestionFactory, DutyFactory, ExcerptFactory, FollowUpFactory
from tests.support.consultation import a_link


@list_page
def consultations() -> ListPage:
    link = a_link()
    return ListPage("/consultations/", link.sam, lambda rows: [link.asked() for _ in range(rows)])


@list_page
def desk() -> ListPage:
    link = a_link()

    def add(rows: int) -> None:
        for _ in range(rows):
            link.asked()
            link.taken()

    return ListPage("/consultations/desk/", link.spec, add)


@list_page
def over() -> ListPage:
    link = a_link()

    def add(rows: int) -> None:
        for _ in range(rows):
            link.asked(state="withdrawn")
            FollowUpFactory(consultation=link.asked(state="closed", holder=link.spec))

    return ListPage("/consultations/desk/over/", link.spec, add)


@list_page
def asked_back() -> ListPage:
    link = a_link()
    one = link.taken()
    add = lambda rows: ConsultationQuestionFactory.create_batch(rows, consultation=one, asked_by=link.spec)  # noqa: E731
    return ListPage(f"/consultations/{one.pk}/", link.sam, add)


@list_page
def desk_rota() -> ListPage:
    link = a_link()
    days = iter(range(500))

    def add(rows: int) -> None:
        for _ in range(rows):
            DutyFactory(desk=link.desk, specialist=link.spec, on=clock.today() + dt.timedelta(days=next(days)))

    return ListPage(f"/consultations/rota/{link.desk.pk}/", link.spec, add)


@list_page
def versions_of_a_part() -> ListPage:
    link = a_link()
    one = link.taken()
    numbers = iter(range(500))

    def add(rows: int) -> None:
        for _ in range(rows):
            advice.save(
                consultation=one, kind="try", base=next(numbers), words="A quiet table.", mid=uuid4(), by=link.sam
            )

    return ListPage(f"/consultations/{one.pk}/advice/try/versions/", link.spec, add)


@list_page
def library() -> ListPage:
    link = a_link()

    def add(rows: int) -> None:
        for _ in range(rows):
            for state in ("cleared", "agreed"):
                out = {} if state == "cleared" else {"shown": "", "read_by": None, "read_at": None}
                ExcerptFactory(consultation=link.asked(), specialist_agrees=link.spec, state=state, **out)

    return ListPage("/consultations/library/", link.toni, add)
