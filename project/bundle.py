"""A JavaScript module and everything that it imports, as one script, so that a browser asks once.

It understands what the editor's modules do: imports at the beginning of a line, by name and from the same folder, and
no two modules with a name in common.
"""

import re
from pathlib import Path

IMPORT = re.compile(r'^import .*? from "\./(.+?)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=const|class|function)", re.MULTILINE)


def bundled(module: Path) -> str:
    done: dict[Path, str] = {}
    _add(module, done)
    return "{\n" + "".join(done.values()) + "}\n"


def _add(module: Path, done: dict[Path, str]) -> None:
    if module in done:
        return
    source = module.read_text(encoding="utf-8")
    for name in IMPORT.findall(source):
        _add(module.with_name(name), done)
    done[module] = EXPORT.sub("", IMPORT.sub("", source))
