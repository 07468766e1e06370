from mhst.access.enums import RoleName
from mhst.community.staff_support.actions import request as actions
from mhst.places.enums import TeamKind
from tests.architecture.lists import ListPage, list_page
from tests.factories import TeamFactory, member_of
from tests.factories.staff_support import StaffRequestFactory, TeamSupportFactory


@list_page
def desk_of_staff_support() -> ListPage:
    team = TeamFactory(kind=TeamKind.STAFF_SUPPORT)
    tess = member_of(team, RoleName.STAFF_SUPPORT_PRACTITIONER)

    def add(rows: int) -> None:
        for number in range(rows):
            StaffRequestFactory(team=team, wants_outsider=bool(number % 2))
            TeamSupportFactory(team=team)
            mine = StaffRequestFactory(team=team)
            actions.say_whether_known(request=mine, knows=False, by=tess)
            actions.take(request=mine, by=tess)

    return ListPage("/staff-support/desk/", tess, add)
