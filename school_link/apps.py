from django.apps import AppConfig


class SchoolLinkApp(AppConfig):
    name = "school_link"
    label = "school_link"
    verbose_name = "School Link"

    def ready(self) -> None:
        from mhst.audit import looks
        from mhst.core import navigation, sweeps
        from mhst.core.crypto import rotation
        from mhst.core.permissions import Permission
        from realtime.rules import kind
        from school_link.models import AdviceText, Signature, guards
        from school_link.rules.kind import ROOM
        from school_link.tasks import ask_what_happened, chase_signatures, close_doors

        # Consultations
        kind.register(ROOM)
        sweeps.add(close_doors)
        sweeps.add(chase_signatures)
        sweeps.add(ask_what_happened)
        rotation.guard([AdviceText], guards.ADVICE.down)
        rotation.guard([Signature], guards.SIGNATURES.down)
        looks.say(
            {
                "consultation.open": "A consultation",
                "consultation.versions": "How a part of a consultation's advice came about",
                "library.read": "Words offered to the library of advice",
                "consultation.pdf": "The agreed advice of a consultation",
            }
        )
        asks = navigation.Entry("Consultations", "consultations", Permission.CONSULTATION_WRITE, order=45)
        desk = navigation.Entry("Consultation desk", "consultation-desk", Permission.CONSULTATION_ADVISE, order=5)
        rota = navigation.Entry("Desk rota", "consultation-rotas", Permission.CONSULTATION_KEEP, order=92)
        for entry in (asks, desk, rota):
            navigation.add(entry)
