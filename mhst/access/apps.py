from django.apps import AppConfig


class AccessApp(AppConfig):
    name = "mhst.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        from allauth.mfa.models import Authenticator

        from mhst.access import receivers, secrets  # noqa: F401
        from mhst.core import navigation
        from mhst.core.crypto import rotation
        from mhst.core.permissions import Permission

        rotation.register(rotation.SealedColumn(Authenticator, "data", secrets.reseal))
        navigation.add(navigation.Entry("Colleagues", "access:colleagues", Permission.MEMBERSHIP_VIEW, order=80))
