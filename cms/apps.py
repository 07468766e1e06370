from django.apps import AppConfig


class CmsApp(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = "Public site"

    def ready(self) -> None:
        from wagtail.signals import pre_page_move

        from cms import checks, choosers  # noqa: F401  checks register themselves
        from cms.queries import help_route
        from cms.rules.page import check_move
        from mhst.core import health

        choosers.start_from_a_file()
        # One at a time, many at once, by a program: every move says so first, and what is raised here stops it.
        pre_page_move.connect(
            lambda instance, parent_page_after, **_: check_move(page=instance, to=parent_page_after),
            weak=False,
            dispatch_uid="cms.check_move",
        )
        health.watch("help", help_route.state)
