"""The documentation tells of everything that it has to, and of nothing that does not exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from django.conf import settings
from prometheus_client import Counter, Gauge, Histogram

from editor import merge, metrics
from editor.commands import COMMANDS
from editor.comments import changing
from editor.comments.models import LONGEST_QUOTE
from editor.edit import RefusalCode
from editor.toolbar import BUTTONS

ROOT = Path(__file__).resolve().parents[2]
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]

ROW = re.compile(r"^\| `([^`]+)` \| (.*?) \|", re.MULTILINE)
FIRST_CELL = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
NAMED_TEST = re.compile(r"\btest_\w+")

# Folders of some machine, and the hosts and options of package registries
OUT_OF_PLACE = re.compile(
    r"(?<![\w.*~/-])/(?:home|root|Users|work|workspace|builds)/"
    r"|pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|--(?:extra-)?index-url|--find-links"
)
NOT_OURS = {"var", "node_modules", "test-results"}
WRITTEN_BY_US = [
    "*.md",
    "*.py",
    "*.js",
    "*.css",
    "*.html",
    "*.toml",
    "*.json",
    "*.yaml",
    "*.conf",
    "*.env",
    "*.service",
    "*.in",
    "*.txt",
    ".python-version",
    "Makefile",
    "Procfile",
    "Dockerfile",
    "Dockerfile.dockerignore",
    "Caddyfile",
    "manage",
    "run",
]


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    documented = FIRST_CELL.findall(read("docs/settings.md"))
    assert sorted(documented) == sorted({*defaults(), *started_with()})


def test_the_settings_are_in_one_table() -> None:
    assert read("docs/settings.md").count("\n|---") == 1


def test_nothing_else_reads_the_environment() -> None:
    readers = [
        path.relative_to(ROOT)
        for folder in ("editor", "project")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\bos\.(?:environ|getenv)\b|\benviron\b", path.read_text()) and "tests" not in path.parts
    ]
    assert sorted(map(str, readers)) == ["project/asgi.py", "project/settings/environment.py"]
    assert read("project/asgi.py").count("environ") == 1  # which names the settings


def test_defaults_are_documented_as_they_are() -> None:
    documented = dict(ROW.findall(read("docs/settings.md")))
    for name, default in defaults().items():
        assert documented[name] == in_words(default) or (default == "''" and re.search(r"[a-z]{2}", documented[name]))
    for name, default in started_with().items():
        assert documented[name].strip("`") == default


def in_words(default: str) -> str:
    """An expression of the settings, as the guide has it."""
    if chosen := re.fullmatch(r"(\d+) if (\w+) else (\d+)", default):
        return f"{chosen[3]}, or {chosen[1]} with `{chosen[2]}`"
    match ast.literal_eval(default):
        case bool(switch):
            return f"`{str(switch).lower()}`"
        case int(number):
            return f"{number:,}"
        case [*hosts]:
            return f"`{','.join(hosts)}`"
        case text:
            return f"`{text}`"


def test_metrics_are_those_of_the_guide() -> None:
    collectors = [each for each in vars(metrics).values() if isinstance(each, Counter | Gauge | Histogram)]
    counted = [metric for collector in collectors for metric in collector.collect()]
    shown = [f"{metric.name}_total" if metric.type == "counter" else metric.name for metric in counted]
    documented = [name for name in FIRST_CELL.findall(read("docs/operating.md")) if name.startswith("longhand_")]
    assert sorted(documented) == sorted(shown)


def test_every_test_named_in_the_merge_law_exists() -> None:
    tests = [function.name for path in (ROOT / "editor/tests/merge").glob("test_*.py") for function in functions(path)]
    named = NAMED_TEST.findall(read("docs/merge.md"))
    assert set(named) <= set(tests)


def test_every_tie_of_the_merge_law_is_documented_with_a_test() -> None:
    _, _, ties = (merge.__doc__ or "").partition("\nTies")
    meetings = re.findall(r"^ {4}(\S.*?) {2,}\S", ties, re.MULTILINE)
    rows = {row.split("|")[1].strip(): row for row in read("docs/merge.md").splitlines() if row.startswith("|")}
    assert meetings
    for meeting in meetings:
        assert NAMED_TEST.search(rows.get(meeting, "")), meeting


def test_refusal_codes_are_those_of_the_wire() -> None:
    assert sorted(FIRST_CELL.findall(wire_section("Refusals"))) == sorted(get_args(RefusalCode))


def test_commands_are_those_of_the_wire() -> None:
    told = wire_section("What a client sends")
    assert [name for name in COMMANDS if f"`{name}`" not in told] == []


def test_what_frames_begin_with_is_that_of_the_wire() -> None:
    written = re.findall(r"data-\w+", read("templates/document/_sync.html"))
    documented = FIRST_CELL.findall(wire_section("What the server sends"))
    assert sorted(name for name in documented if name.startswith("data-")) == sorted(written)


def test_the_toolbars_keys_are_those_of_the_guide() -> None:
    guide = read("docs/writing.md")
    for button in BUTTONS:
        assert _row(button.label, button.keys) in guide
    panels = re.findall(r'aria-keyshortcuts="([^"{]+)" aria-label="([^"]+)"', read("templates/document/_toolbar.html"))
    assert panels
    for keys, label in panels:
        assert _row(label, keys) in guide


def _row(label: str, keys: str) -> str:
    return f"| {label} | {' or '.join(f'`{chord}`' for chord in keys.split())} |"


def test_the_numbers_of_comments_are_those_of_the_guide() -> None:
    guide = read("docs/commenting.md")
    numbers = (changing.LONGEST, changing.MOST_OPEN, changing.MOST_ANSWERS, LONGEST_QUOTE)
    for number in (*numbers, settings.LONGHAND_MAX_COMMENTS):
        assert re.search(rf"\b{number:,}\b", guide), number


@pytest.mark.parametrize("doc", DOCS, ids=lambda doc: str(doc.relative_to(ROOT)))
def test_links_lead_somewhere(doc: Path) -> None:
    for path, heading in LINK.findall(doc.read_text()):
        target = doc.parent / path if path else doc
        assert target.exists(), path
        assert not heading or heading in headings(target), f"{path}#{heading}"


def test_the_product_speaks_of_itself_alone() -> None:
    for path in sources():
        found = OUT_OF_PLACE.search(path.read_text())
        assert not found, f"{path.relative_to(ROOT)}: {found}"


def read(path: str) -> str:
    return (ROOT / path).read_text()


def defaults() -> dict[str, str]:
    """Of each variable that the settings ask for, as an expression."""
    files = [ast.parse(path.read_text()) for path in (ROOT / "project/settings").glob("*.py")]
    calls = [node for file in files for node in ast.walk(file) if isinstance(node, ast.Call)]
    asking = [call for call in calls if re.fullmatch(r"env\.(str|int|bool|list)", ast.unparse(call.func))]
    return {ast.literal_eval(call.args[0]): ast.unparse(call.keywords[0].value) for call in asking}


def started_with() -> dict[str, str]:
    """The variables of the command that starts the server, with their defaults."""
    return dict(re.findall(r"\$\{(\w+):-([^}]*)\}", read("Procfile")))


def wire_section(heading: str) -> str:
    return read("docs/wire.md").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]


def headings(doc: Path) -> set[str]:
    """The anchors that a document's headings have."""
    lines = re.findall(r"^#+ (.+)$", doc.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in lines}


def sources() -> Iterator[Path]:
    """What is written by hand or pinned, without what the tools and the product write."""
    tops = [path for path in ROOT.iterdir() if path.name == ".ci" or not path.name.startswith(".")]
    for top in [*tops, ROOT / ".python-version"]:
        for path in [top] if top.is_file() else top.rglob("*"):
            if not path.is_file() or not NOT_OURS.isdisjoint(path.relative_to(ROOT).parts):
                continue
            if any(map(path.match, WRITTEN_BY_US)) and path != Path(__file__).resolve():
                yield path
