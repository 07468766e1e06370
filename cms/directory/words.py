"""What the parts of an entry are called on pages, on paper and in letters."""

from django.utils.translation import gettext as _

LABELS: dict[str, str] = {
    "name": "Name",
    "summary": "In one sentence",
    "description": "What it is",
    "for_whom": "Who it is for",
    "youngest": "Youngest age",
    "oldest": "Oldest age",
    "areas": "Area",
    "languages": "Languages",
    "access_needs": "Access",
    "is_free": "Free",
    "cost": "Cost",
    "way": "Who can ask",
    "how_to_refer": "How to ask",
    "phone": "Phone",
    "email": "Email",
    "web": "Website",
    "street": "Street",
    "town": "Town",
    "postcode": "Postcode",
    "capacity": "Places now",
    "capacity_note": "About places",
}

#: What a partner may write about an entry of theirs.
EDITABLE = tuple(LABELS)


def ages(youngest: int | None, oldest: int | None) -> str:
    """Ages as one says them; nothing said is everybody."""
    if youngest is None and oldest is None:
        return _("All ages")
    if oldest is None:
        return _("%(age)s and over") % {"age": youngest}
    if not youngest:
        return _("Up to %(age)s") % {"age": oldest}
    if youngest == oldest:
        return f"{youngest}"
    return _("%(youngest)s to %(oldest)s") % {"youngest": youngest, "oldest": oldest}


def said(value: object) -> str:
    """A value as it is shown beside another."""
    if value is True or value is False:
        return "Yes" if value else "No"
    return "Nothing" if value in (None, "") else str(value)
