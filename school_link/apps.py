from django.apps import AppConfig

from mhst.core import navigation
from mhst.core.permissions import Permission


class SchoolLinkApp(AppConfig):
    name = "school_link"
    label = "school_link"
    verbose_name = "School Link"

    def ready(self) -> None:
        self._consultations()
        self._contacts()
        self._programme()
        self._threads()

    # consultation
    def _consultations(self) -> None:
        from mhst.audit import looks
        from mhst.core import sweeps
        from mhst.core.crypto import rotation
        from mhst.people.queries import beside
        from realtime.enums import RetentionKind
        from realtime.queries import beyond, listing
        from realtime.rules import kind
        from school_link.actions.kept import forget
        from school_link.models import AdviceText, Signature, guards
        from school_link.queries import after, kept, waiting
        from school_link.rules.kind import ROOM
        from school_link.tasks import (
            ask_what_happened,
            chase_signatures,
            clear_rota,
            close_doors,
            drop_unsent,
            end_quiet,
        )
        from sessions_app.queries import todo

        kind.register(ROOM)
        listing.add_names(kept.names)
        listing.add_beside(kept.beside)
        beyond.add_records(RetentionKind.CONSULTING, kept.rooms_in_records, kept.lock_of_room)
        beyond.add_records(RetentionKind.ASKED, kept.asked_in_records, kept.lock)
        beyond.add(
            beyond.Kept(RetentionKind.ASKED, kept.asked, kept.asked_names, forget, kept.asked_stand, kept.asked_found)
        )
        todo.add_source(waiting.todo)
        beside.add_source(after.beside)
        sweeps.add(close_doors)
        sweeps.add(clear_rota)
        sweeps.add(chase_signatures)
        sweeps.add(ask_what_happened)
        sweeps.add(end_quiet)
        sweeps.add(drop_unsent)
        rotation.guard([AdviceText], guards.ADVICE.down)
        rotation.guard([Signature], guards.SIGNATURES.down)
        looks.say(
            {
                "consultation.open": "A consultation",
                "consultation.versions": "How a part of a consultation's advice came about",
                "library.read": "Words offered to the library of advice",
                "consultation.pdf": "The agreed advice of a consultation",
                "consultation.of_person": "Consultations that were about somebody",
            }
        )
        asks = navigation.Entry("Consultations", "consultations", Permission.CONSULTATION_WRITE, order=45)
        desk = navigation.Entry("Consultation desk", "consultation-desk", Permission.CONSULTATION_ADVISE, order=5)
        rota = navigation.Entry("Desk rota", "consultation-rotas", Permission.CONSULTATION_KEEP, order=92)
        for entry in (asks, desk, rota):
            navigation.add(entry)

    # contact
    def _contacts(self) -> None:
        from mhst.places.queries import whom_to_ask
        from school_link.queries import contact
        from sessions_app.queries import todo

        navigation.add(navigation.Entry("Whom to ask", "link-contacts", Permission.CONTACT_VIEW, order=66))
        whom_to_ask.add_source(contact.whom_to_ask)
        todo.add_source(contact.todo)

    # cohort, workshop, rating, action plan
    def _programme(self) -> None:
        from mhst.core import sweeps
        from realtime.rules import kind
        from school_link.queries import action_plan
        from school_link.rules.workshop import WORKSHOP
        from school_link.tasks import remind_of_plans
        from sessions_app.queries import todo

        navigation.add(navigation.Entry("Link programme", "link-programme", Permission.LINK_VIEW, order=67))
        kind.register(WORKSHOP)
        sweeps.add(remind_of_plans)
        todo.add_source(action_plan.todo)

    # thread
    def _threads(self) -> None:
        from mhst.audit import looks
        from school_link.queries import thread
        from sessions_app.queries import todo

        entry = navigation.Entry("School and specialists", "link-threads", Permission.THREAD_WRITE, order=68)
        navigation.add(entry)
        looks.say({"thread.show": "A thread between a school and specialists"})
        todo.add_source(thread.todo)
