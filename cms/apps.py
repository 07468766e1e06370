from typing import Any

from django.apps import AppConfig


class CmsApp(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = "Public site"

    def ready(self) -> None:
        from wagtail.signals import pre_page_move

        from cms import checks, choosers  # noqa: F401  checks register themselves
        from cms.queries import help_route
        from mhst.core import health

        choosers.start_from_a_file()
        # One at a time, many at once, by a program: every move says so first, and what is raised here stops it.
        pre_page_move.connect(_check_move, weak=False, dispatch_uid="cms.check_move")
        health.watch("help", help_route.state)


def _check_move(*, instance: Any, parent_page_after: Any, url_path_before: str, url_path_after: str, **_: Any) -> None:
    """Raises: Refused. Among its neighbours a page moves as it likes."""
    from cms.queries.page import promised_below
    from cms.rules.page import check_move

    promised = promised_below(instance) if url_path_before != url_path_after else ""
    check_move(page=instance, to=parent_page_after, promised=promised)
