from mhst.places.names import choices_of
from tests.factories.places import SchoolFactory


def test_a_school_that_shares_its_name_says_where_it_is() -> None:
    schools = [
        SchoolFactory.build(name="Gorse Hill School"),
        SchoolFactory.build(name="St Swithun's School", town="Northtown", postcode="ZZ1 1ZZ"),
        SchoolFactory.build(name="St Swithun's School", town="", postcode="", urn=991_777),
    ]
    assert choices_of(schools) == [
        (str(schools[0].pk), "Gorse Hill School"),
        (str(schools[1].pk), "St Swithun's School, Northtown, ZZ1 1ZZ"),
        (str(schools[2].pk), "St Swithun's School, URN 991777"),
    ]
