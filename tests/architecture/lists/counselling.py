import datetime as dt

from mhst.core import clock
from tests.architecture.lists import ListPage, list_page
from tests.factories import member_of
from tests.factories.counselling import ServiceFactory, ShiftFactory, SpecialHoursFactory


@list_page
def rota() -> ListPage:
    service = ServiceFactory(open=True)
    days = iter(range(500))

    def add(rows: int) -> None:
        for _ in range(rows):
            on = clock.today() + dt.timedelta(days=next(days))
            ShiftFactory(service=service, on=on)
            SpecialHoursFactory(service=service, on=on)

    return ListPage(f"/counselling/{service.pk}/hours/", member_of(service.team, "supervisor"), add)
