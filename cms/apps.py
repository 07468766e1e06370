from django.apps import AppConfig


class CmsApp(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = "Public site"

    def ready(self) -> None:
        from cms import checks, choosers  # noqa: F401  checks register themselves
        from cms.queries import help_route
        from mhst.core import health

        choosers.start_from_a_file()
        health.watch("help", help_route.state)
