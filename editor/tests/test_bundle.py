"""The editor's scripts, and its style sheets, put into one."""

import subprocess
from pathlib import Path

import pytest

from project.bundle import bundled

from .browser.node import node


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    (tmp_path / "base.js").write_text("// What both need.\nexport const two = 2;\n")
    (tmp_path / "sum.js").write_text('import { two } from "./base.js";\n\nexport const four = () => two + two;\n')
    main = tmp_path / "main.js"
    main.write_text('import { two } from "./base.js";\nimport { four } from "./sum.js";\nconsole.log(two, four());\n')
    return main


def test_each_module_stands_once_and_before_those_that_need_it(modules: Path) -> None:
    script = bundled(modules)
    assert script.count("What both need") == 1
    assert "import" not in script
    assert "export" not in script
    done = subprocess.run([node(), "--eval", script], capture_output=True, text=True, timeout=60)
    assert done.stdout == "2 4\n", done.stderr


def test_modules_with_a_name_in_common_are_not_taken(modules: Path) -> None:
    modules.with_name("sum.js").write_text("const two = 2;\nexport const four = () => 4;\n")
    done = subprocess.run([node(), "--eval", bundled(modules)], capture_output=True, text=True, timeout=60)
    assert "SyntaxError" in done.stderr


def test_sheets_stand_where_they_are_imported(tmp_path: Path) -> None:
    (tmp_path / "ink.css").write_text("p { color: black; }\n")
    (tmp_path / "paper.css").write_text("p { margin: 0; }\n")
    main = tmp_path / "main.css"
    main.write_text('@import "ink.css";\n@import "paper.css" print;\n')
    assert bundled(main) == "p { color: black; }\n@media print {\np { margin: 0; }\n}\n"
