"""Whether anything that is pinned has a known vulnerability. Where nobody can be asked, the question stays open."""

import json
import subprocess
import sys

COMMAND = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json", "--timeout", "10"]
UNREACHABLE = ("Could not connect", "requests.exceptions.")


def main() -> int:
    command = [sys.executable, "-m", "pip_audit", *COMMAND, *(f"--requirement={file}" for file in sys.argv[1:])]
    audit = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if not audit.stdout:
        if not any(words in audit.stderr for words in UNREACHABLE):
            sys.exit(audit.stderr)
        print(f"Nobody could be asked: {audit.stderr.strip().splitlines()[-1]}")
        return 0
    packages = json.loads(audit.stdout)["dependencies"]
    for package in packages:
        for found in package.get("vulns", []):
            print(f"{package['name']} {package['version']}: {found['id']}, mended in {found['fix_versions'] or 'none'}")
    asked = [package for package in packages if "skip_reason" not in package]
    print(f"Asked about {len(asked)} of {len(packages)} pinned packages.")
    return audit.returncode


if __name__ == "__main__":
    sys.exit(main())
