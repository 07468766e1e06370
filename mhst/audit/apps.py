from django.apps import AppConfig


class AuditApp(AppConfig):
    name = "mhst.audit"
    label = "audit"
    verbose_name = "Audit"

    def ready(self) -> None:
        from mhst.audit import links

        links.watch()
