# Consultations
from school_link.models.consultation import Consultation, ConsultationQuestion, RoomGuest
from school_link.models.desk import Desk, DeskArea, Duty

__all__ = [
    "Consultation",
    "ConsultationQuestion",
    "Desk",
    "DeskArea",
    "Duty",
    "RoomGuest",
]
