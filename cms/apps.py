from django.apps import AppConfig


class CmsApp(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = "Public site"

    def ready(self) -> None:
        from cms import checks, choosers  # noqa: F401  checks register themselves

        choosers.start_from_a_file()
