import uuid

from django.http import QueryDict

from mhst.places.forms.school import InClusterForm
from mhst.places.models import Cluster
from tests.forms import WalkedForm

NORTHTOWN = Cluster(pk=uuid.uuid4(), name="Northtown")


class TestInCluster(WalkedForm):
    data = {"cluster": NORTHTOWN.pk}

    def make(self, data: QueryDict | None) -> InClusterForm:
        return InClusterForm(data, clusters=[NORTHTOWN])
