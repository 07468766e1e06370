from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from mhst.core import clock


@register(Tags.database)
def help_is_checked(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """`manage.py check --database default` names the ways to get help that nobody has tried out lately."""
    from cms.queries import help_route

    try:
        late = help_route.overdue(clock.today()) if databases else []
    except DatabaseError:  # not migrated yet: nothing to check
        return []
    if not late:
        return []
    return [
        Warning(
            f"Help now: nobody has checked these for 90 days: {', '.join(route.name for route in late)}.",
            hint="Try each number and address, then write today's date under Help now in /site-admin/.",
            id="cms.W001",
        )
    ]
