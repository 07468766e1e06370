from mhst.places.forms.organisation import OrganisationForm
from tests.forms import WalkedForm


class TestOrganisation(WalkedForm):
    form = OrganisationForm
    data = {"name": "Fernshire Trust", "kind": "nhs", "ods_code": "RZ9"}
