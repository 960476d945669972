"""Maths: TeX between dollars as MathML, which browsers draw themselves. What is not TeX is shown as it was written.

A block of maths is one from `$$` to `$$`, over as many lines as it takes, empty ones too. It need not be closed yet.
"""

import html
import re

from math_core import LatexError, LatexToMathML

CONVERTER = LatexToMathML(fancy_error=False, max_expansions=100)

# Brackets in brackets are functions that call themselves: too deep would be the end of the process.
LONGEST = 2_000
MOST_GROUPS = 200

BLOCK = re.compile(r" {0,3}\$\$(?:[ \t]*\n(?P<lines>(?:(?!\$\$).)*)(?:\$\$)?|(?P<line>[^$\n]+)\$\$)\s*", re.DOTALL)
FORMULA = re.compile(r'<span data-math-style="(inline|display)" data-at="(\d+)">(.*?)</span>', re.DOTALL)

STYLE = re.compile(r' style="([^"]*)"')
CLASSES = {  # for what the library styles inline, which no policy for content lets pass
    "width: 100%": "wide",
    "width: 50%": "half",
    "text-align: left": "left",
    "text-align: right": "right",
    "padding-left:1em": "apart",
    "border-top: 0.05em solid currentcolor": "ruled-above",
    "border-right: 0.05em solid currentcolor": "ruled-after",
}


def block(text: str) -> str:
    """The HTML of a block of maths; nothing if this is not one."""
    found = BLOCK.fullmatch(text) if "$$" in text else None
    if not found:
        return ""
    return _mathml(found["lines"] or found["line"] or "", text, found.start(found.lastgroup or 0), display=True)


def drawn(rendered: str) -> str:
    def formula(match: re.Match[str]) -> str:
        latex, display = html.unescape(match[3]), match[1] == "display"
        marks = "$$" if display else "$"
        return _mathml(latex, f"{marks}{latex}{marks}", int(match[2]), display=display)

    return FORMULA.sub(formula, rendered)


def _mathml(latex: str, source: str, at: int, *, display: bool) -> str:
    try:
        if len(latex) > LONGEST or latex.count("{") > MOST_GROUPS:
            raise LatexError("This formula is too long.")
        mathml = CONVERTER.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        return f'<code class="tex" title="{html.escape(str(error))}" data-at="{at}">{html.escape(source)}</code>'
    return STYLE.sub(_classes, mathml).replace("<math", f'<math data-at="{at}"', 1)


def _classes(match: re.Match[str]) -> str:
    declarations = (declaration.strip() for declaration in match[1].split(";"))
    return f' class="{" ".join(CLASSES[each] for each in declarations if each in CLASSES)}"'
