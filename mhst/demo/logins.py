"""Who one can be in the demo, and how."""

from dataclasses import dataclass

PASSWORD = "fernshire-in-the-demo"  # noqa: S105  invented people; the demo prints it


@dataclass(frozen=True)
class Persona:
    """An invented person to sign in as, and what there is to see."""

    username: str
    title: str
    sentence: str
    begins_at: str = ""  # where they land; home for everybody else

    @property
    def name(self) -> str:
        return self.username.replace(".", " ").title()


#: Whose shifts the demo keeps filled, and who has come to talk before.
COUNSELLORS = ("josie.marsh", "tom.iredale")
YOUNG_PERSON = "sky.blue"
SUPERVISOR_OF_COUNSELLING = "leah.okafor"

PERSONAS = (
    Persona(
        "joanne.hepple", "Senior mental health lead at Harbour Lane High School",
        "Book a group for your pupils, see who is seen this week, lend a room.",
    ),
    Persona(
        "hannah.whitlock", "Practitioner",
        "Your week across the schools, on the screen, on paper and on the phone's calendar.",
    ),
    Persona("imran.aziz", "Practitioner who is ill this week", "What an absence looks like from the inside."),
    Persona("colin.braithwaite", "Team manager", "The whole team's timetable, people, schools and programmes."),
    Persona("sandra.pike", "Administrator of the team", "Keeps the diary for everybody."),
    Persona("miriam.feld", "Supervisor", "As a practitioner, and the whole team's timetable."),
    Persona("dev.bhatt", "School staff at Harbour Lane High School", "Reception: who is seen, when and where."),
    Persona("ruth.calloway", "Designated safeguarding lead at Harbour Lane High School", "Who is seen, and when."),
    Persona("nasreen.malik", "Senior mental health lead at Pennygate Primary School", "A primary school's view."),
    Persona("yewande.cole", "Safeguarding lead of the team", "Who looked at what."),
    Persona("sky.blue", "Young person", "Talk to a counsellor by typing, under a nickname.", begins_at="/talk/"),
    Persona(
        "josie.marsh", "Counsellor", "Somebody waits: press next, and chat. Two browsers side by side can chat at once.",
        begins_at="/counselling/desk/",
    ),
    Persona(
        "petra.novak", "Moderator", "A post waits in a group room, and words in it are marked.",
        begins_at="/group-rooms/",
    ),
    Persona(
        "leah.okafor", "Supervisor of counselling", "Who waits, who is on shift, and how the chats go.",
        begins_at="/counselling/board/",
    ),
    Persona(
        "owen.tallis", "Safeguarding lead of counselling",
        "Somebody asks to open who a young person is; without a second person nobody can.",
        begins_at="/counselling/identities/",
    ),
    Persona(
        "tom.iredale", "Counsellor, the second",
        "A chat of his own is open. Josie can hand one over to him, and he goes on with it while she says goodbye.",
        begins_at="/counselling/desk/",
    ),
    Persona(
        "rhona.pickering", "Manager of counselling",
        "The second person who may agree that words are destroyed, after the safeguarding lead.",
        begins_at="/retention/",
    ),
    Persona(
        "arthur.lim", "CAMHS specialist",
        "Schools ask without names: take one, talk in a room, agree the advice. A workshop is under way, too.",
        begins_at="/consultations/desk/",
    ),
    Persona(
        "rosalind.ashdown", "Manager of the CAMHS specialists",
        "Keeps the desk's rota, and is one of the two who settle how long consultations are kept.",
        begins_at="/retention/",
    ),
    Persona(
        "ewan.reay", "Safeguarding lead of the CAMHS specialists",
        "The second person who may agree that what was said in a consultation is destroyed.",
        begins_at="/retention/",
    ),
    Persona(
        "naomi.brandt", "Link worker",
        "Who waits, who could not be reached, what matters to somebody, and reviews that are due.",
        begins_at="/prescribing/",
    ),
    Persona(
        "tessa.moreau", "Staff-support practitioner",
        "Colleagues from schools and teams ask for support. Nobody else here can see that they did.",
        begins_at="/staff-support/desk/",
    ),
    Persona("graham.stirling", "Commissioner", "Published figures of whole quarters, with no child to be found in them."),
    Persona(
        "wanda.hollis", "Works at a partner organisation", "Who was referred to it: say yes or no, and how it goes.",
        begins_at="/partner-inbox/",
    ),
    Persona(
        "derek.shaw", "Carers champion", "Those who look after someone, young or adult, and agreed that you know.",
        begins_at="/carers/",
    ),
    Persona("ellie.waters", "Content editor", "The public pages and the ways to get help now."),
    Persona("sys.admin", "System administrator", "Schools, colleagues and jobs in the background; no young person's record."),
)  # fmt: skip
