# contact
from school_link.models.contact import NamedContact

__all__ = [
    # contact
    "NamedContact",
]
