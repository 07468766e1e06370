# action plan, cohort, contact, rating, thread, workshop
from school_link.models.action_plan import PlanPoint, PlanReview
from school_link.models.cohort import Cohort
from school_link.models.contact import NamedContact
from school_link.models.rating import AgreedRating, Rating
from school_link.models.thread import Post, Thread
from school_link.models.workshop import Attendee, Workshop

__all__ = [
    "AgreedRating",
    "Attendee",
    "Cohort",
    "NamedContact",
    "PlanPoint",
    "PlanReview",
    "Post",
    "Rating",
    "Thread",
    "Workshop",
]
