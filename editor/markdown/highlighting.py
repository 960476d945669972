"""Code in colours: the tokens of a fenced block's language in a few classes, for a stylesheet to colour.

Everyone sees somebody's code while it is typed, so what it costs is bounded. Lexers are regular expressions, slow at
texts made for that: hence the time, and the limit to what can be one token, in which nobody looks at the clock.
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from time import thread_time
from typing import Any

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Error, Generic, Keyword, Name, Number, Operator, String, Token

LONGEST = 5_000  # characters
TIME = 0.03  # seconds of the processor; what is not done by then stays plain
ENDLESS = re.compile(r"\s{100}|\S{200}")

# Those that people write about; a lexer for whatever else there is may be slow in ways of its own.
LANGUAGES = {
    *("bash", "sh", "shell", "zsh", "powershell", "docker", "dockerfile", "make", "makefile", "nginx"),
    *("c", "cpp", "c++", "csharp", "c#", "cs", "objective-c", "rust", "rs", "go", "golang", "zig", "swift", "kotlin"),
    *("java", "scala", "groovy", "javascript", "js", "jsx", "typescript", "ts", "tsx", "vue", "html", "xml"),
    *("css", "scss", "less", "json", "yaml", "yml", "toml", "ini", "diff", "sql", "graphql", "protobuf", "http"),
    *("python", "py", "python3", "pycon", "ruby", "rb", "php", "perl", "lua", "r", "julia", "latex", "tex"),
    *("haskell", "hs", "ocaml", "fsharp", "elixir", "erlang", "elm", "clojure", "scheme", "lisp", "nix"),
    *("django", "jinja", "html+django", "markdown", "md"),
}  # fmt: skip

FENCED = re.compile(r'(<pre data-at="\d+"><code) class="language-([^"]*)">(.*?)(</code></pre>)', re.DOTALL)
SPAN = re.compile(r"</?span[^>]*>")
CLASSES = {
    Comment: "comment",
    Keyword: "keyword",
    Operator.Word: "keyword",
    Name.Builtin: "builtin",
    Name.Function: "name",
    Name.Class: "name",
    Name.Tag: "keyword",
    Name.Attribute: "name",
    Name.Decorator: "builtin",
    String: "string",
    Number: "number",
    Keyword.Constant: "number",
    Generic.Deleted: "deleted",
    Generic.Inserted: "inserted",
    Generic.Heading: "comment",
    Generic.Subheading: "comment",
    Generic.Prompt: "comment",
    Error: "",
    Token: "",
}  # the nearest type above counts


def highlighted(rendered: str) -> str:
    """With the tokens of known languages in spans; not a character of the code is another one."""

    def fenced(match: re.Match[str]) -> str:
        opening, language, code, closing = match.groups()
        return f"{opening}>{_coloured(code, html.unescape(language).lower())}{closing}"

    return FENCED.sub(fenced, rendered)


def _coloured(escaped: str, language: str) -> str:
    code = html.unescape(escaped)
    if language not in LANGUAGES or len(code) > LONGEST or ENDLESS.search(code):
        return escaped
    coloured = "".join(_spans(code, _lexer(language)))
    return coloured if html.unescape(SPAN.sub("", coloured)) == code else escaped


def _spans(code: str, lexer: Lexer) -> Iterator[str]:
    end = thread_time() + TIME
    for at, kind, token in lexer.get_tokens_unprocessed(code):
        if thread_time() > end:
            yield html.escape(code[at:])
            return
        name = _class(kind)
        yield f'<span class="{name}">{html.escape(token)}</span>' if name else html.escape(token)


@lru_cache
def _lexer(language: str) -> Lexer:
    return get_lexer_by_name(language)


@lru_cache
def _class(kind: Any) -> str:
    return next(CLASSES[each] for each in reversed(kind.split()) if each in CLASSES)
