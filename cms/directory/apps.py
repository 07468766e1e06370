from django.apps import AppConfig


class DirectoryApp(AppConfig):
    name = "cms.directory"
    label = "directory"
    verbose_name = "Directory of services"

    def ready(self) -> None:
        from cms import nearby
        from cms.directory.queries import service
        from cms.directory.tasks import ask_partners
        from mhst.core import navigation, sweeps
        from mhst.core.permissions import Permission

        sweeps.add(ask_partners)
        nearby.told_by(service.nearby)
        navigation.add(navigation.Entry("Directory", "directory-keep", Permission.DIRECTORY_KEEP, order=70))
