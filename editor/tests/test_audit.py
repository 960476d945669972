"""The audit of what is pinned fails where something is known, or goes wrong, and not where nobody can be asked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.server import ROOT

FINE = {"name": "fine", "version": "1.0", "vulns": []}
UNKNOWN = {"name": "unknown", "skip_reason": "not found"}
KNOWN = {"name": "known", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}]}


@pytest.mark.parametrize(
    ("packages", "complaint", "ends_with", "told"),
    [
        ([FINE, UNKNOWN], "", 0, "Asked about 1 of 2 pinned packages."),
        ([FINE, KNOWN], "Found 1 known vulnerability", 1, "known 1.0: CVE-1, mended in ['1.1']"),
        ([], "ERROR: Could not connect to the feed", 0, "Nobody could be asked"),
        ([], "ERROR: a requirement does not contain a hash", 1, "does not contain a hash"),
    ],
)
def test_audit(tmp_path: Path, packages: list[object], complaint: str, ends_with: int, told: str) -> None:
    answer = json.dumps({"dependencies": packages}) if packages else ""
    auditor = f"import sys\nprint({answer!r}, end='')\nsys.exit({complaint!r} or 0)\n"
    (tmp_path / "pip_audit.py").write_text(auditor)  # in place of the one that asks
    done = subprocess.run(
        [sys.executable, ".ci/audit.py", "requirements/dev.txt"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == ends_with
    assert told in done.stdout + done.stderr
