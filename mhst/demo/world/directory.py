"""The directory of two towns: invented organisations and what they offer."""

import datetime as dt
import uuid
from typing import Any

from cms.directory.actions import edit_link, proposal
from cms.directory.enums import Capacity, ProviderKind, Way
from cms.directory.forms.entry import initial_of
from cms.directory.models import EditLink, Provider, Service
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.demo.world.area import TOWNS

A, M = "Alderbridge", "Marlow Quay"
BOTH = f"{A}, {M}"
DISTRICT = {A: "ZZ1", M: "ZZ2"}

#: Name, kind, who they are.
PROVIDERS: dict[str, tuple[str, str]] = {
    "Listening Ear Fernshire": ("voluntary", "A charity for young people's mental health since 1998."),
    "Quay Counselling": ("voluntary", "Counsellors on the quayside and online."),
    "Fernshire Council": ("statutory", "The council for Alderbridge, Marlow Quay and the villages."),
    "Fernshire Community Health": ("statutory", "The NHS trust for the area."),
    "The Boathouse": ("voluntary", "A youth club run by people from Marlow Quay."),
    "Alderbridge Allotments": ("voluntary", "Plots, sheds and a kettle by the canal."),
    "Young Carers of Fernshire": ("voluntary", "For children who help look after someone."),
    "Lantern Bereavement": ("voluntary", "Help after somebody has died."),
    "Rainbow Steps": ("voluntary", "A group by and for LGBT+ young people."),
    "Open Door Family Centre": ("voluntary", "Advice and a meal for families."),
    "Fernshire Neurodiversity Circle": ("voluntary", "Parents and young people who think differently."),
    "New Roots": ("voluntary", "Welcomes families who are new to the country."),
    "Marlow Quay Library": ("statutory", "Books, computers and quiet corners."),
    "Step Forward Sport": ("voluntary", "Movement for people who hate PE."),
}

#: Provider, name, sentence, what it is, words people look for, for whom, ages, area, town, and what differs.
SERVICES: tuple[tuple[Any, ...], ...] = (
    ("Listening Ear Fernshire", "Drop-in on Friday", "A room, a hot drink and somebody who listens. No appointment.", "Come when you like between 4 and 7. Talk to a youth worker, or sit and draw.", "talk, sad, lonely, worried", "Anyone who wants to talk.", 11, 18, BOTH, A, {}),
    ("Listening Ear Fernshire", "Counselling for young people", "Up to ten talks with a trained counsellor.", "The same person each week, at a time that fits around school.", "low mood, depression, anxiety, self-harm", "Young people who feel low or anxious.", 11, 19, BOTH, A, {"capacity": "waiting", "capacity_note": "About 6 weeks"}),
    ("Listening Ear Fernshire", "Parents' evening talks", "A talk a month for parents about sleep, screens and worries.", "An hour in the evening, with time for questions. Recordings for those who cannot come.", "parents, sleep, screens", "Parents and guardians.", 18, None, BOTH, A, {}),
    ("Quay Counselling", "Talking by the water", "Counselling in a small house on the quay.", "Six talks, then we look together at what you need.", "anxiety, panic, exams, stress", "People from 13.", 13, 25, M, M, {"is_free": False, "cost": "What you can afford, from nothing to 20 pounds."}),
    ("Quay Counselling", "Art without talking", "Paint and clay with an art therapist.", "You need not be good at it, and you need not explain it.", "trauma, quiet, drawing, feelings", "Young people who find words hard.", 8, 16, BOTH, M, {"capacity": "full", "capacity_note": "New places after Easter", "way": "referred", "how": "Ask a teacher, a nurse or your doctor to fill in our form."}),
    ("Fernshire Council", "Early help for families", "A worker who helps a whole family sort things out.", "Money, housing, school and rows at home: one person helps with all of it.", "money, housing, arguments, debt", "Families with children under 18.", 0, 18, BOTH, A, {"way": "referred", "how": "School, a nurse or your doctor can ask for you. You can also ring and ask what it is."}),
    ("Fernshire Council", "Free bus pass at 16", "Go to college, work or friends without paying.", "A pass for buses in the whole area.", "bus, travel, transport", "Young people at college or training.", 16, 18, BOTH, A, {}),
    ("Fernshire Council", "Young people's housing advice", "What to do if you have to leave home.", "Ring the same day. We find out together where you can stay tonight.", "homeless, housing, kicked out, runaway", "Anyone of 16 or more who may have nowhere to live.", 16, 24, "", A, {}),
    ("Fernshire Community Health", "School nurse by text", "Text a school nurse about anything to do with your body or mind.", "A nurse answers within one school day. We do not ask your name.", "nurse, periods, body, sleep, eating", "Pupils of every secondary school.", 11, 18, BOTH, "", {"how": "Text us. You need not say who you are."}),
    ("Fernshire Community Health", "Eating well with worry", "Help when eating has become hard.", "A nurse and a dietitian, first by phone.", "eating, food, weight, anorexia", "Young people and their families.", 10, 18, BOTH, A, {"way": "referred", "how": "Your doctor or school nurse asks for you.", "capacity": "waiting", "capacity_note": "First call within 2 weeks"}),
    ("The Boathouse", "Tuesday club", "Pool, cooking and music in an old boathouse.", "From 6 to 9. Somebody is always there to talk to.", "friends, bored, club, lonely", "Anyone of secondary school age.", 11, 17, M, M, {"stale": 200}),
    ("The Boathouse", "Mend a bike, keep a bike", "Learn to mend a bike; after six weeks it is yours.", "Saturday mornings with two mechanics.", "bikes, hands, practical, school hard", "Young people who learn better with their hands.", 13, 18, M, M, {"capacity": "full", "capacity_note": "List opens in January"}),
    ("Alderbridge Allotments", "Dig it", "Grow things with others, Wednesdays after school.", "Gloves and boots are there. Nobody minds if you say nothing.", "garden, outdoors, quiet, calm", "Young people and the grown-ups they bring.", 8, 18, A, A, {"stale": 130}),
    ("Alderbridge Allotments", "Sunday soup", "Everybody cooks, everybody eats.", "From what grows on the plots.", "food, hungry, company", "Everyone.", None, None, A, A, {}),
    ("Young Carers of Fernshire", "Young carers' group", "A break for those who help look after someone.", "Trips, a meal together, and somebody who knows what it is like.", "caring, looking after mum, disabled brother, young carer", "Children who help look after someone at home.", 8, 18, BOTH, A, {}),
    ("Young Carers of Fernshire", "One to one for young carers", "Somebody who is there for you, at school or at home.", "We also talk to school, if you want that.", "caring, tired, homework", "Children who help look after someone at home.", 8, 18, BOTH, A, {"capacity": "waiting", "capacity_note": "About 3 weeks"}),
    ("Lantern Bereavement", "After somebody has died", "Talks and a memory box for children, one family at a time.", "At your home or at our house.", "death, died, grief, funeral, loss", "Children and young people who have lost someone.", 5, 18, BOTH, M, {"capacity_note": "First talk within 2 weeks"}),
    ("Lantern Bereavement", "Lost by suicide: a group for families", "Families who know what it is like meet once a month.", "You can bring anybody you like.", "suicide, death, grief", "Families of somebody who died by suicide.", None, None, "", M, {}),
    ("Rainbow Steps", "Rainbow Steps youth group", "Be who you are, with others.", "Thursdays from 5. Youth workers who have been there.", "lgbt, gay, trans, gender, coming out, bullying", "LGBT+ young people and those who wonder.", 12, 19, BOTH, A, {}),
    ("Open Door Family Centre", "Rows at home", "Learn to argue without hurting each other.", "Four evenings for a parent and a teenager together.", "arguments, family, parents, shouting", "Families with a teenager.", 11, 18, M, M, {"is_free": False, "cost": "5 pounds an evening for each family."}),
    ("Open Door Family Centre", "Food and advice on Saturday", "A bag of food, a hot meal and somebody who knows about forms.", "No questions at the door.", "food bank, money, benefits, hungry", "Anyone who needs it.", None, None, M, M, {}),
    ("Fernshire Neurodiversity Circle", "Waiting for an assessment?", "What helps while you wait for an autism or ADHD assessment.", "Evenings online, and a list of tips that need no diagnosis.", "autism, adhd, waiting, focus", "Young people who wait, and their parents.", 8, 18, "", "", {}),
    ("New Roots", "Friday table", "Eat, learn English and meet people who came here too.", "Bring your family. There is a room for homework.", "refugee, english, new country, lonely", "Families who are new here.", None, None, A, A, {"languages": "Arabic, Dari, English, Ukrainian"}),
    ("Marlow Quay Library", "Quiet hour", "The library without noise, for whoever needs it.", "Low light, no phones, a librarian who helps if asked.", "quiet, autism, homework, calm", "Everyone.", None, None, M, M, {}),
    ("Step Forward Sport", "Walk and talk", "A walk along the river with somebody to talk to.", "An hour on Sundays, in any weather.", "exercise, low mood, outdoors, lonely", "People from 14.", 14, 25, BOTH, A, {"stale": 95}),
)  # fmt: skip


def build(today: dt.date, by: Actor) -> None:
    """Some are out of date, two are full, and one waits for an editor to read what its partner wrote."""
    made = {name: _provider(name, kind, told) for name, (kind, told) in PROVIDERS.items()}
    for number, row in enumerate(SERVICES):
        _service(number, made[row[0]], row, today)
    late = Service.objects.stale(today).values("provider")
    Provider.objects.filter(pk__in=late).update(asked_at=clock.now() - dt.timedelta(days=3))
    _changes(Service.objects.get(name="Dig it"), by)


def _provider(name: str, kind: str, told: str) -> Provider:
    web = f"https://{name.lower().replace(' ', '-')}.example/"
    provider = Provider(
        external_id=_id(name), name=name, kind=ProviderKind(kind), description=told, web=web,
        contact_email=f"{name.lower().replace(' ', '.')}@example.invalid",
    )  # fmt: skip
    provider.save()
    provider.save_revision()
    return provider


def _service(number: int, provider: Provider, row: tuple[Any, ...], today: dt.date) -> None:
    _, name, summary, what, called, whom, youngest, oldest, areas, town, more = row
    middle = {place: (east, north) for place, east, north in TOWNS}.get(town)
    service = Service(
        external_id=_id(provider.name, name), provider=provider, name=name, summary=summary, description=what,
        also_called=called, for_whom=whom, youngest=youngest, oldest=oldest, areas=areas,
        languages=more.get("languages", "English"), access_needs="Step-free, with a quiet room." if number % 3 else "Three steps at the door. Ring, and we help.",
        is_free=more.get("is_free", True), cost=more.get("cost", ""), way=Way(more.get("way", "anyone")),
        how_to_refer=more.get("how", "Ring, write or come by. A message at any time is fine."),
        phone=f"01632 960 {700 + number}", web=provider.web, town=town,
        street=f"{number + 3} Canal Street" if town == A else f"{number + 3} Quay Road" if town else "",
        postcode=f"{DISTRICT[town]} {number % 9 + 1}BB" if town else "",
        easting=middle[0] + number * 90 if middle else None, northing=middle[1] - number * 70 if middle else None,
        capacity=Capacity(more.get("capacity", "open")), capacity_note=more.get("capacity_note", ""),
        confirmed_on=today - dt.timedelta(days=more.get("stale", 4 + number * 2)),
    )  # fmt: skip
    service.full_clean()
    service.save()
    service.save_revision()


def _changes(service: Service, by: Actor) -> None:
    """A partner has written something that nobody has read yet."""
    edit_link.make(provider=service.provider, by=by)
    changed = initial_of(service) | {
        "summary": "Grow things with others, Wednesdays and Saturdays.",
        "description": "Gloves and boots are there. Nobody minds if you say nothing. From March we also plant trees.",
        "capacity_note": "Four places from March",
    }
    link = EditLink.objects.get(provider=service.provider)
    proposal.send(link=link, service=service, values=changed, by=by)


def _id(*parts: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, "/".join(parts)))
