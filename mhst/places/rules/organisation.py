"""What an organisation may be called, and the NHS's code for it."""

import re

from mhst.core.errors import Refused
from mhst.places.models import Organisation

#: Trusts and boards have three, sites and others five or six. Those of schools are longer, and theirs.
ODS_CODE = re.compile(r"[A-Z0-9]{3,6}")


def check_organisation(organisation: Organisation) -> None:
    """Raises: Refused when the name or the code is none, or is another's."""
    others = Organisation.objects.exclude(pk=organisation.pk)
    if not organisation.name:
        raise Refused("Enter the name, as people know the organisation.", code="organisation-name", field="name")
    if others.filter(name__iexact=organisation.name).exists():
        raise Refused(
            f"There is an organisation called {organisation.name} already.", code="organisation-name", field="name"
        )
    if not organisation.ods_code:
        return
    if not ODS_CODE.fullmatch(organisation.ods_code):
        raise Refused(
            "An ODS code is three to six letters and digits, like QZ9 or 8ZZ01.", code="ods-code", field="ods_code"
        )
    other = others.filter(ods_code=organisation.ods_code).first()
    if other:
        raise Refused(f"{other} has this code. No two have the same.", code="ods-code", field="ods_code")
