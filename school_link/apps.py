from django.apps import AppConfig


class SchoolLinkApp(AppConfig):
    name = "school_link"
    label = "school_link"
    verbose_name = "School Link"

    def ready(self) -> None:
        from mhst.audit import looks
        from mhst.core import navigation, sweeps
        from mhst.core.permissions import Permission
        from realtime.rules import kind
        from school_link.rules.kind import ROOM
        from school_link.tasks import close_doors

        # Consultations
        kind.register(ROOM)
        sweeps.add(close_doors)
        looks.say({"consultation.open": "A consultation"})
        asks = navigation.Entry("Consultations", "consultations", Permission.CONSULTATION_WRITE, order=45)
        desk = navigation.Entry("Consultation desk", "consultation-desk", Permission.CONSULTATION_ADVISE, order=5)
        rota = navigation.Entry("Desk rota", "consultation-rotas", Permission.CONSULTATION_KEEP, order=92)
        for entry in (asks, desk, rota):
            navigation.add(entry)
