"""What a page keeps until the server has it, run by Node."""

import json
import subprocess
from pathlib import Path

PAGE = Path("realtime/static/realtime").resolve()
HERE = Path(__file__).parent


def test_words_and_wishes_are_kept_and_sent_again_until_they_have_an_answer() -> None:
    run = subprocess.run(
        ["node", HERE / "kept.mjs", PAGE / "outbox.mjs", PAGE / "commands.mjs"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(run.stdout) == {
        # Half of a sign could not be kept; what no frame can hold is not sent, and stays for its writer.
        "added": ["send Hello", "send a\ufffd\U0001f600"],
        "early": [],
        "again": ["send Hello"],
        "states": [[False, "sending"], [True, "refused"]],
        # Of whoever is signed out nothing is said to be on its way, also not what they send then.
        "over": ["refused Signed out", "refused Signed out", "refused Signed out"],
        # The last wish of a kind stands; one that cannot be done just now waits, and one that is refused does not.
        "asked": ["moment true", "withdraw", "moment false"],
        "carried": ["moment false", "withdraw"],
        "after": [],
    }
