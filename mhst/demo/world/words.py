"""What invented people wrote and said: ours, about nobody."""

WORRIES = (
    "Worries before every lesson in the hall and asks to go home most Mondays.",
    "Has stopped going to football and says nothing is fun any more.",
    "Cannot sleep before tests; cries in the toilets at break.",
    "Is afraid of being sick on the bus and walks an hour instead.",
    "Checks the locks and taps many times before leaving for school.",
    "Keeps away from friends since the summer and eats lunch alone.",
    "Panics when asked to read out loud and has missed English for two weeks.",
    "Argues at home about getting up; seems flat and tired.",
)
TRIED = (
    "A quiet place at lunch and a card to leave lessons.",
    "Weekly talks with the form tutor. It helped for a while.",
    "Moved seats and told teachers not to ask without warning.",
    "Nothing yet: we would like to know what would help.",
)
OWN_WORDS = (
    "I just want my head to be quiet.",
    "I feel like everyone is looking at me.",
    "I am tired of being scared of stupid things.",
    "I don't know why I feel like this. Nothing bad has happened.",
    "I would like to go to my cousin's party and stay.",
)
ALREADY = (
    "Nothing.", "Nothing at present. There was a school counsellor two years ago.",
    "Lunch club on Tuesdays with the learning mentor.", "The GP knows and has advised to wait and see.", "Nothing.",
)  # fmt: skip
ROLES = ("Head of year", "Form tutor", "Pastoral lead", "Learning mentor")
SAFE_CONTACT = (
    "Tell my form tutor, not at home please.",
    "Text me after four.",
    "At school is fine. Not in front of others.",
)
HOPES = ("To be in lessons without watching the door.", "To sleep.", "To see friends again.", "To get on the bus.")
GOALS = (
    "Go into the hall at lunch", "Sleep without my phone", "Put my hand up once a day", "Get the bus with Jas",
    "Do something with friends every week", "Finish my homework without starting again",
)  # fmt: skip
PLAN = "Learn how the worry keeps going, climb a ladder of small steps, and keep what helps. Weekly, in school."
NOTES = (
    "Looked at the week together. Tried two of the three steps; the second was easier than expected. Next: the bus.",
    "Drew what keeps the worry going. Chose one thing to try before next time and wrote it on a card.",
    "A hard week because of tests. Kept to one small step. Practised slow breathing twice.",
    "Much brighter today. Went through what has helped and why. Talked about telling a friend.",
)
SAFETY = (
    "Asked about hurting themselves and about feeling safe at home: no to the first, yes to the second.",
    "Asked directly. Nothing that worries them or me. Knows whom to tell if that changes.",
)
WHY_WAIT = "Fits what we do; low to moderate worry, goes to school, wants to come."
#: Why something was not accepted, to the team, and what could help instead.
REFUSED = (
    (
        "02", "What is asked needs people who know about eating; a self-help offer would be too little.",
        "The GP, for a check of weight and health\nThe eating disorder service of the area, by the GP's letter",
    ),
    (
        "02", "An assessment for autism is asked for. We can help with worry beside it, not in its place.",
        "The GP, for the assessment\nThe school's special educational needs coordinator, for what helps meanwhile",
    ),
    (
        "03", "Nothing but a name was told, and nobody answered two calls and a letter.",
        "Ask again at any time, with the form on our page\nThe school nurse, who is there on Tuesdays",
    ),
    (
        "01", "The parent asked, and two days later the school. The first request goes on.",
        "The request of before: both are read together",
    ),
)  # fmt: skip
WHY_MOVED = {
    "paused": "Away with the family until after the holidays; wants to go on then.",
    "stepped_up": "Worry keeps them at home, and what we do would not be enough.",
    "transferred": "Moves to the other side of the county; the team there goes on.",
    "advice_only": "What helps in school is written down for the school; nothing more is needed now.",
}
WHY_CLOSED = {
    "02": "What they wanted to do again, they do.",
    "04": "Feels able to go on without us, and has somebody to turn to.",
    "03": "The family has moved away. Their new school knows whom to ask.",
    "05": "Was not brought to most sessions. Written to and rung up; the school goes on talking with them.",
    "07": "Would rather stop for now, and knows how to come back.",
    "08": "Has begun with a counsellor outside school, and chose to stay there.",
    "09": "Did not want to be seen, and said so. The school keeps an eye on how they are.",
}
DECIDED = (
    "Go on as planned; bring the ladder next time.",
    "Ask the form tutor how the mornings are, before the review.",
    "Talk about the end in good time, and what keeps what they have learned.",
    "Ask the parent in for half a session.",
)
ASKED_MORE = "We cannot tell yet whether a group would do: nothing is said of how they are at school."
QUESTION = "How are they in lessons and at break, and who have they talked to so far?"
PAUSED = "the room is being repaired"
HANDED_OVER = "My days at this school have changed. Likes to be met at the library and not called out of class."
ENQUIRIES = (
    "Several in Year 9 say they cannot switch off at night. Is there something we could do as a whole class?",
    "A pupil of Year 7 has lost a grandparent. What may we say, and what rather not?",
    "How do we talk with a parent who does not want any support for their child?",
    "Is there anything for pupils who are afraid of the mock exams?",
)
ADVICE = "Keep the day as it is, name what has happened in plain words, and ask once a week rather than every day."
CONCERN = (
    (
        "My uncle comes into my room and I don't like it.",
        "Stayed with them, promised no secrecy, told Ms Calloway in person.",
    ),
    (
        "Sometimes I think it would be easier not to wake up.",
        "Asked directly, made a plan for tonight with them, rang the duty worker.",
    ),
    ("Mum was shouting and threw things again.", "Told the designated safeguarding lead before leaving the school."),
)
CONCERN_REASON = "What they said, and how they said it. It could happen again tonight."
OUTCOME = "Spoken with the parent and with the social worker on duty; a plan for home is agreed and known to school."
CLOSED = "The plan holds, checked twice with the young person."
