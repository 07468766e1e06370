import json
import os
import subprocess
import sys
from pathlib import Path

from tests.copies import ROOT

#: In a process of its own: the one of the tests may be measured itself.
SCRIPT = """
import ast, json, sys
from pathlib import Path
from slipcover import branch
from docker import measuring

file = Path(sys.argv[1])
measuring.TOLD.update(source=[str(file.parent)], omit=[])

def measured(*numbers):
    measure = measuring._measure()
    names = {}
    exec(measure.instrument(compile(branch.preinstrument(ast.parse(file.read_bytes())), str(file), "exec")), names)
    for number in numbers:
        names["sign"](number)
    return measure

told = [json.loads(json.dumps(measuring.seen(measured(number)))) for number in (1, -1)]
print(json.dumps([measuring.covered(told), measuring.covered(told[:1]), measured(1, -1).get_coverage()]))
"""


def test_what_workers_have_seen_together_is_what_one_that_did_all_would_have_measured(tmp_path: Path) -> None:
    file = tmp_path / "signs.py"
    file.write_text("def sign(\n    number: int,\n):\n    if number > 0:\n        return 1\n    return -1\n")
    alone = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file)], cwd=ROOT, env=alone, capture_output=True, text=True, check=True
    )
    together, one, whole = json.loads(done.stdout)
    assert (together["files"], together["summary"]) == (whole["files"], whole["summary"])
    assert together["summary"]["percent_covered"] == 100
    (found,) = one["files"].values()
    assert (found["missing_lines"], found["missing_branches"]) == ([6], [[4, 6]])
