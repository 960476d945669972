"""A JavaScript module, or a style sheet, and everything that it imports, as one file, so that a browser asks once.

It understands what the editor's do. Modules import at the beginning of a line, by name and from the same folder, and no
two have a name in common. Sheets import without any rule before it, from the same folder, for all media or for one.
"""

import re
from pathlib import Path

IMPORT = re.compile(r'^import .*? from "\./(.+?)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=const|class|function)", re.MULTILINE)
SHEET = re.compile(r'^@import "(.+?)"(?: (\w+))?;\n', re.MULTILINE)


def bundled(path: Path) -> str:
    return _sheets(path) if path.suffix == ".css" else _modules(path)


def _modules(main: Path) -> str:
    done: dict[Path, str] = {}
    _add(main, done)
    return "{\n" + "".join(done.values()) + "}\n"


def _add(module: Path, done: dict[Path, str]) -> None:
    if module in done:
        return
    source = module.read_text(encoding="utf-8")
    for name in IMPORT.findall(source):
        _add(module.with_name(name), done)
    done[module] = EXPORT.sub("", IMPORT.sub("", source))


def _sheets(main: Path) -> str:
    def imported(found: re.Match[str]) -> str:
        name, medium = found.groups()
        sheet = main.with_name(name).read_text(encoding="utf-8")
        return f"@media {medium} {{\n{sheet}}}\n" if medium else sheet

    return SHEET.sub(imported, main.read_text(encoding="utf-8"))
