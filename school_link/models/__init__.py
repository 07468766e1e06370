from school_link.models.action_plan import PlanPoint, PlanReview
from school_link.models.advice import AdviceHold, AdviceText, Signature
from school_link.models.after import FollowUp, Naming, WrongNaming
from school_link.models.cohort import Cohort
from school_link.models.consultation import AddedAnswer, Consultation, ConsultationQuestion, RoomGuest
from school_link.models.contact import NamedContact
from school_link.models.desk import Desk, DeskArea, Duty
from school_link.models.library import Excerpt
from school_link.models.rating import AgreedRating, Rating
from school_link.models.thread import Post, Thread
from school_link.models.workshop import Attendee, Workshop

__all__ = [
    "AddedAnswer",
    "AdviceHold",
    "AdviceText",
    "AgreedRating",
    "Attendee",
    "Cohort",
    "Consultation",
    "ConsultationQuestion",
    "Desk",
    "DeskArea",
    "Duty",
    "Excerpt",
    "FollowUp",
    "NamedContact",
    "Naming",
    "PlanPoint",
    "PlanReview",
    "Post",
    "Rating",
    "RoomGuest",
    "Signature",
    "Thread",
    "Workshop",
    "WrongNaming",
]
