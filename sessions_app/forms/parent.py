"""Naming a parent or guardian from a referral, which may know how to reach them."""

from typing import Any

from mhst.people.enums import Relationship
from mhst.people.forms.parent_or_guardian import ContactForm, ParentForm
from sessions_app.models import RequestForSupport

CONTACT = ("phone", "email", "safe_contact")


class NewParent(ParentForm, ContactForm):
    """Who they are; and for those who may write it, how they can be reached."""

    may_be_contacted = None  # type: ignore[assignment]  # agreed elsewhere, and off until then
    field_order = ["name", "relationship", "has_parental_responsibility", *CONTACT]

    def __init__(self, *args: Any, with_contact: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if with_contact else CONTACT:
            del self.fields[name]


def from_request(asked: RequestForSupport | None) -> dict[str, Any]:
    """What whoever asked wrote about themselves. Whether they may decide they were not asked, so nobody assumes it."""
    if asked is None:
        return {}
    known = asked.asker_relationship in Relationship.values
    return {
        "name": asked.asker_name, "relationship": asked.asker_relationship if known else "",
        "phone": asked.asker_phone, "email": asked.asker_email, "safe_contact": asked.safe_contact or "",
    }  # fmt: skip
