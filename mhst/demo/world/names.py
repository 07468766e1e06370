"""Invented names. Walked by a seeded chance, so that the same seed names the same people."""

GIRLS = (
    "Amelia", "Zofia", "Aisha", "Mei", "Priya", "Nia", "Chloe", "Shanelle", "Freya", "Rivka", "Simran",
    "Tariro", "Leila", "Ottilie", "Bronagh", "Grace", "Hafsa", "Isla", "Jasmine", "Keira", "Lola", "Maryam",
    "Niamh", "Poppy", "Ruby", "Safa", "Tilly", "Willow", "Yasmin", "Zainab", "Ella", "Florence", "Gabriela",
    "Imogen", "Kasia",
)  # fmt: skip
BOYS = (
    "Ibrahim", "Callum", "Oluwaseun", "Jakub", "Ruairi", "Haroon", "Kwame", "Danyal", "Mateo", "Alfie", "Emrys",
    "Thanh", "Yusuf", "Archie", "Bilal", "Connor", "Dylan", "Ethan", "Filip", "George", "Hamza", "Isaac",
    "Jude", "Kai", "Leo", "Musa", "Noah", "Oscar", "Reuben", "Sami", "Toby", "Zakariya",
)  # fmt: skip
EITHER = ("Sky", "Robin", "Ash", "River", "Quinn", "Sam")
FAMILIES = (
    "Ashworth", "Begum", "Kowalczyk", "Hartshorn", "Adeyemi", "O'Dowd", "Chaudhry", "Fenwick", "Wojcik",
    "Boateng", "Sandhu", "Tran", "Pickering", "Yilmaz", "Blackett", "Mahmood", "Nwosu", "Delgado", "Thirlwell",
    "Rahman", "Price-Lloyd", "Osei", "Grabowski", "Saltmarsh", "Levy", "Kaur", "Mukasa", "Dunstable",
    "Ferreira", "Haddad", "Lockwood", "Cawthorne", "Dobson", "Eze", "Farrar", "Gill", "Hoque", "Ivers", "Jamal",
    "Kirkup", "Lamb", "Murray", "Naylor", "Oyelaran", "Potts", "Quirke", "Robson", "Siddiqui", "Tulloch",
    "Umar", "Varley", "Wang", "Yeo", "Zeb",
)  # fmt: skip

#: name, phase, youngest, oldest, town (0 or 1), periods a day, alternates A/B weeks
FOR_GIRLS = ("Brackenhill School",)
SCHOOLS = (
    ("Harbour Lane High School", "secondary", 11, 16, 0, 5, False),
    ("Saltwick Academy", "secondary", 11, 18, 0, 6, True),
    ("Brackenhill School", "secondary", 11, 16, 1, 5, False),
    ("Wardley Moor Academy", "secondary", 11, 18, 1, 5, True),
    ("Fern Valley College", "sixteen_plus", 16, 19, 1, 5, False),
    ("Kestrel House School", "secondary", 11, 16, 0, 6, False),
    ("Pennygate Primary School", "primary", 4, 11, 0, 4, False),
    ("Limekiln Primary School", "primary", 4, 11, 0, 4, False),
    ("Sandpiper Primary School", "primary", 4, 11, 0, 4, False),
    ("Tannery Road Primary School", "primary", 4, 11, 0, 4, False),
    ("Cobbler's Green Primary School", "primary", 4, 11, 0, 4, False),
    ("Northfield Lane Primary School", "primary", 4, 11, 0, 4, False),
    ("Windle Park Primary School", "primary", 4, 11, 1, 4, False),
    ("Millrace Primary School", "primary", 4, 11, 1, 4, False),
    ("Hazel Bank Primary School", "primary", 4, 11, 1, 4, False),
    ("Thornybank Primary School", "primary", 4, 11, 1, 4, False),
    ("Old Quarry Primary School", "primary", 4, 11, 1, 4, False),
    ("Lapwing Primary School", "primary", 4, 11, 1, 4, False),
    ("Beckside School", "secondary", 11, 16, 1, 5, False),
    ("The Orchard School", "all_through", 4, 16, 0, 5, False),
)

#: given, family, grade, skills beyond the usual
PRACTITIONERS = (
    ("Hannah", "Whitlock", "emhp", ()),
    ("Imran", "Aziz", "emhp", ()),
    ("Gwen", "Beddoes", "trainee", ()),
    ("Adaeze", "Okonkwo", "emhp", ("sleep",)),
    ("Tom", "Garside", "senior", ("neurodiversity", "sleep", "workshops")),
    ("Parveen", "Sharma", "emhp", ()),
    ("Marek", "Nowak", "emhp", ("sixteen_plus",)),
    ("Siobhan", "Kearney", "practitioner", ("workshops", "sixteen_plus")),
    ("Ravi", "Menon", "emhp", ("sleep",)),
    ("Esther", "Abara", "parenting", ("parent_led", "parenting")),
)
