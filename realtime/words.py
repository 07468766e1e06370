"""Random words: a phrase that brings somebody back, and nicknames to choose from."""

import re
import secrets

#: 256 short, plain words, so that six of them are 48 bits; tries are counted, and each costs a slow hash.
WORDS = tuple(
    """
    acorn amber anchor apple apron arrow autumn badge bagel bakery balloon bamboo banana basket beach beacon bell
    berry bike birch biscuit blanket blossom boat bonfire book boot bottle bowl branch bread breeze brick bridge
    bright brook broom brush bubble bucket bud bus button cabin cactus cake camel camera candle canoe canvas carpet
    carrot castle cedar chalk chapel cheese cherry chess chimney cinema circle city clay cliff clock cloud clover
    coat cobalt cocoa coconut comet compass copper coral corner cottage cotton cousin cradle crane crayon cricket
    crisp crown crystal cuckoo cup curtain daisy dance dawn deck deer desert diary dice dolphin donkey door dragon
    drum duck eagle early echo eclipse elbow elm engine evening falcon farm feather fern ferry fiddle field finch
    flag flame flask flute fog forest fossil fountain fox frame frost galaxy garden garlic gate ginger glacier
    glove goat gold goose grape gravel green guitar gull hammer harbour harp hat hazel hedge hill honey hoop
    hotel igloo ink island ivory ivy jacket jam jelly jigsaw jungle kettle kite kitten ladder lagoon lake
    lamp lantern lark lawn leaf lemon lentil library lilac lily lime linen lion lizard lobster magnet mango maple
    marble market meadow melon mint mirror mitten moon moss mountain muffin museum music nest noodle north nutmeg
    oak ocean olive onion orange orchard otter oven owl paddle paint palace pancake paper parrot pasta peach
    pebble pencil penguin pepper piano pillow pine planet plum pocket pond poppy potato puddle puffin pumpkin puzzle
    quilt rabbit rainbow raisin raven river robin rocket rose saddle sailor salad sand
    scarf
    """.split()  # noqa: SIM905  a list of them is no easier to read
)
IN_A_PHRASE = 6
MOODS = ("brave", "bright", "calm", "clever", "gentle", "happy", "kind", "lucky", "quiet", "shy", "steady", "sunny")


def new_phrase() -> str:
    """Six random words."""
    return " ".join(secrets.choice(WORDS) for _ in range(IN_A_PHRASE))


def plain(phrase: str) -> str:
    """As it was given, however it is typed: capitals, commas and line breaks do not count."""
    return " ".join(re.findall(r"[a-z]+", phrase.lower()))


def nickname() -> str:
    """One that says nothing about anybody."""
    return f"{secrets.choice(MOODS)}-{secrets.choice(WORDS)}-{secrets.randbelow(90) + 10}"
