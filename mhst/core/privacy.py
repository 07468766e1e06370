"""Every field of every model says how private it is. `tests/architecture/test_privacy.py` holds us to it.

class Privacy:
    public = ["name"]          # may be seen by anyone who may see the row
    personal = ["birth_date"]  # tells who somebody is
    clinical = ["note"]        # tells how somebody is; free text here is encrypted
"""

from functools import cache

from django.db import models

LEVELS = ("public", "personal", "clinical")
#: Keys and times that every record has and that say nothing by themselves.
UNREMARKABLE = {"id", "created_at"}


@cache
def privacy_of(model: type[models.Model]) -> dict[str, str]:
    """The level of each concrete field of `model`.

    Raises: LookupError naming the fields that are declared twice, not at all, or do not exist.
    """
    declared: dict[str, str] = {}
    names = {field.name for field in model._meta.concrete_fields} | {f.name for f in model._meta.many_to_many}
    for kind in reversed(model.__mro__):
        privacy = kind.__dict__.get("Privacy")
        for level in LEVELS:
            for name in getattr(privacy, level, ()):
                if declared.get(name, level) != level:
                    raise LookupError(f"{model.__name__}.{name} is declared {declared[name]} and {level}")
                declared[name] = level
    wrong = sorted((names - UNREMARKABLE) ^ set(declared))
    if wrong:
        raise LookupError(f"{model.__name__}.Privacy must name each field once; look at: {', '.join(wrong)}")
    return {**dict.fromkeys(names & UNREMARKABLE, "public"), **declared}
