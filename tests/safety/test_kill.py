"""Commands that are killed at random points leave a whole store, and go on to the same end."""

import subprocess
import sys
from pathlib import Path

KILL = Path(__file__).parents[2] / "benchmarks" / "kill.py"


def test_killed_at_random_points():
    cases = ["build of changed stories", "retract", "resolve --rebuild", "export over a file"]
    done = subprocess.run(
        [sys.executable, KILL, "10", "4", *cases], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "10 of 10 points: whole, alone, finished the same"
    killed = [int(line.split(",")[1].split()[0]) for line in done.stdout.splitlines()[:-1]]
    assert sum(killed) > 0
