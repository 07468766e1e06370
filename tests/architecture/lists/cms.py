from datetime import date

from cms.models import HelpRoute
from tests.architecture.lists import ListPage, list_page


@list_page
def help_now() -> ListPage:
    def add(rows: int) -> None:
        start = HelpRoute.objects.count()
        for number in range(start, start + rows):
            HelpRoute.objects.create(
                name=f"Line {number}", what_for="Talking", for_whom="Everybody", hours="day and night",
                phone="0800 1111", checked_on=date(2026, 1, 1), owner="Team",
            )  # fmt: skip

    return ListPage("/help-now/", None, add)
