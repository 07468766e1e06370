"""The page's side of the connection, run by Node on a clock of its own."""

import json
import subprocess
from pathlib import Path

LINE = Path("realtime/static/realtime/line.mjs").resolve()
HERE = Path(__file__).parent


def test_a_half_open_socket_is_noticed_within_forty_seconds_and_not_while_it_beats() -> None:
    run = subprocess.run(["node", HERE / "half_open.mjs", LINE], capture_output=True, text=True, check=True)
    found = json.loads(run.stdout)
    assert found["after_beats"] == 1
    assert 20_000 < found["noticed_after"] <= 40_000
    assert found["states"] == ["connecting", "open", "away", "connecting"]
