from django.apps import AppConfig


class CoreApp(AppConfig):
    name = "mhst.core"
    label = "core"
    verbose_name = "Foundations"

    def ready(self) -> None:
        from mhst.core.crypto import ring

        ring()  # a wrong key ring stops the start, not somebody's save
