"""Invented people and schools. Lists of different lengths, walked together, so that pairs repeat late."""

#: given name, the code of the gender it is given with here (see Gender)
GIVEN = (
    ("Amelia", "2"), ("Ibrahim", "1"), ("Zofia", "2"), ("Callum", "1"), ("Aisha", "2"), ("Oluwaseun", "1"),
    ("Mei", "2"), ("Jakub", "1"), ("Priya", "2"), ("Ruairi", "1"), ("Nia", "2"), ("Haroon", "1"),
    ("Chloe", "2"), ("Kwame", "1"), ("Shanelle", "2"), ("Danyal", "1"), ("Freya", "2"), ("Mateo", "1"),
    ("Rivka", "2"), ("Alfie", "1"), ("Simran", "2"), ("Sky", "3"), ("Tariro", "2"), ("Emrys", "1"),
    ("Leila", "2"), ("Thanh", "1"), ("Ottilie", "2"), ("Yusuf", "1"), ("Bronagh", "2"),
)  # fmt: skip
FAMILY = (
    "Ashworth", "Begum", "Kowalczyk", "Hartshorn", "Adeyemi", "Odowd", "Chaudhry", "Fenwick", "Wójcik", "Boateng",
    "Sandhu", "Tran", "Pickering", "Yilmaz", "Blackett", "Mahmood", "Nwosu", "Delgado", "Thirlwell", "Rahman",
    "Price-Lloyd", "Osei", "Grabowski", "Saltmarsh", "Levy", "Kaur", "Mukasa", "Dunstable", "Ferreira", "Haddad",
    "Lockwood",
)  # fmt: skip
STAFF_GIVEN = (
    "Hannah", "Imran", "Gwen", "Adaeze", "Tom", "Parveen", "Marek", "Siobhan", "Ravi", "Esther", "Joanne", "Farid",
    "Lucy", "Babatunde", "Karen", "Owen", "Nasreen",
)  # fmt: skip
STAFF_FAMILY = (
    "Whitlock", "Aziz", "Beddoes", "Okonkwo", "Garside", "Sharma", "Nowak", "Kearney", "Menon", "Abara", "Stokoe",
    "Rostami", "Hepple", "Ogunleye", "Ridsdale", "Prosser", "Malik", "Farrow", "Quartey",
)  # fmt: skip
SCHOOLS = (
    "Alder Bank School", "Beacon Moor Academy", "Curlew Lane Primary School", "Drift Head High School",
    "Elmwater College", "Farthing Green Primary School", "Gorse Hill School", "Harbour View Academy",
    "Ings Road Primary School", "Juniper Park School", "Kettle Beck Primary School", "Lantern Street Academy",
)  # fmt: skip


def nth(names: tuple, number: int) -> object:
    """Walk a list round and round."""
    return names[number % len(names)]


def distinct(names: tuple, number: int) -> str:
    """Walk a list, and from the second round on say which round it is: no two are the same."""
    around, at = divmod(number, len(names))
    return f"{names[at]} {around + 1}" if around else names[at]
