from sessions_app.models import Notice
from tests.architecture.lists import ListPage, list_page
from tests.factories import A_MONDAY, PractitionerFactory, SeriesFactory, world
from tests.support.timetable import fill

WEEK = f"?week={A_MONDAY}"


@list_page
def own_week() -> ListPage:
    place = world(pupils=2)
    return ListPage(
        f"/timetable/{WEEK}",
        place.practitioner.user,
        lambda rows: fill(place.team, list(place.schools), [place.practitioner], rows, pupils=place.pupils),
    )


@list_page
def school_week() -> ListPage:
    place = world(pupils=2)
    return ListPage(
        f"/timetable/school/{place.school.pk}/{WEEK}",
        place.lead,
        lambda rows: fill(place.team, [place.school], [place.practitioner], rows, pupils=place.pupils),
    )


@list_page
def team_week() -> ListPage:
    place = world(pupils=2)

    def add(rows: int) -> None:
        staff = PractitionerFactory.create_batch(rows // 10, team=place.team)
        fill(place.team, list(place.schools), [place.practitioner, *staff], rows)

    return ListPage(f"/timetable/team/{WEEK}", place.manager, add)


@list_page
def notices() -> ListPage:
    place = world(pupils=1)
    series = SeriesFactory(school=place.school, team=place.team)

    def add(rows: int) -> None:
        for _ in range(rows):
            Notice.objects.create(to=place.lead, kind="moved", series=series, sentence="A session was moved.")

    return ListPage("/notices/", place.lead, add)
