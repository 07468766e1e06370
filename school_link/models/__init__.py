# Consultations
from school_link.models.advice import AdviceHold, AdviceText, Signature
from school_link.models.after import FollowUp, Naming
from school_link.models.consultation import Consultation, ConsultationQuestion, RoomGuest
from school_link.models.desk import Desk, DeskArea, Duty
from school_link.models.library import Excerpt

__all__ = [
    "AdviceHold",
    "AdviceText",
    "Consultation",
    "ConsultationQuestion",
    "Desk",
    "DeskArea",
    "Duty",
    "Excerpt",
    "FollowUp",
    "Naming",
    "RoomGuest",
    "Signature",
]
