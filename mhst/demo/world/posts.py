"""What young people have written for others: some public, some to be read, one with marked words."""

from cms.posts.actions import post as actions
from cms.posts.enums import Band, DecisionKind, Reason
from cms.posts.models import Post
from cms.posts.queries import post as queries
from mhst.access.models import User
from mhst.core.actors import Actor

#: Nickname, age, title, words.
WRITTEN = (
    ("Marmalade", Band.YOUNGER, "Moving up to big school", "I was so scared I would get lost. I did get lost. Twice. Nobody laughed. A girl in Year 9 walked me there. If you are scared too, ask somebody older. They remember."),
    ("owl at night", Band.MIDDLE, "What helps me when I cannot sleep", "I put my phone in the hall. The first week was horrible. Now I read till my eyes close. It does not work every night but it works more than before."),
    ("third time lucky", Band.OLDER, "Exams are not everything", "I failed maths twice. I thought my life was over. I am at college now doing what I like. The people who matter did not mind."),
    ("Pebble", Band.MIDDLE, "Being the quiet one", "People think I am rude. I just need time to find my words. To the other quiet ones: I see you."),
    ("blue dog", Band.MIDDLE, "My best friend stopped talking to me", "We did everything together and then she went quiet. I do not know what I did. Has anybody else had that? It was at Harbour Lane in the canteen every day."),
    ("no name", Band.OLDER, "Some days", "Some days I want to die and then the dog needs walking and I go. I write this for others who feel like that. Go out with the dog."),
)  # fmt: skip
MODERATORS = ("petra.novak", "leah.okafor")


def build(by: Actor) -> None:
    """The first three are public, the fourth with changes, the fifth waits for a second opinion, the last is new."""
    petra, leah = (User.objects.get(username=name) for name in MODERATORS)
    for nickname, band, title, body in WRITTEN:
        actions.submit(nickname=nickname, band=band, title=title, body=body, by=by)
    for nickname, _, _, _ in WRITTEN[:3]:
        _decide(nickname, DecisionKind.PUBLISH, petra)
    _decide(
        "Pebble",
        DecisionKind.PUBLISH,
        leah,
        words=" To the other quiet ones: I see you.",
        reason=Reason.OTHER,
        answer="Thank you, Pebble. We took out one sentence that sounded as if you knew who they are.",
    )
    _decide("blue dog", DecisionKind.HOLD, petra, reason=Reason.IDENTIFYING)


def _decide(
    nickname: str, kind: DecisionKind, by: User, *, words: str = "", reason: str = "", answer: str = ""
) -> None:
    post = Post.objects.get(nickname=nickname)
    actions.decide(
        post=post, kind=kind, nickname=nickname, title=post.written_title, body=post.written.replace(words, "") if words else post.written,
        fit_from=post.band, reason=reason, answer=answer, read=queries.as_read(post), by=by,
    )  # fmt: skip
