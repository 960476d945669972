"""What word processors and web pages put on the clipboard comes as Markdown, and never as anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.commands.html import DEEPEST, to_markdown
from editor.markdown import to_html

from .page import run

GOOGLE_DOCS = """
<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1234">
<h1 dir="ltr"><span style="font-size:20pt;font-weight:400;">Plan</span></h1>
<p dir="ltr"><span style="font-weight:400;">Some </span><span style="font-weight:700;">bo</span><span
style="font-weight:700;font-style:italic;">ld</span><span style="text-decoration:line-through;"> gone</span>
<a href="https://a.example/?x=1"><span style="color:#1155cc;">link</span></a></p><br>
<ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>one</span></p></li>
<ul><li aria-level="2"><p><span>nested</span></p></li></ul><li><p>two</p></li></ul>
<div><table><colgroup><col></colgroup><tbody><tr><td><p>Name</p></td><td><p>Age</p></td></tr>
<tr><td><p>Ada|Eve</p></td><td><p>36</p></td></tr></tbody></table></div></b>
"""
WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0} --></style>
<!--[if gte mso 9]><xml><o:Settings>junk</o:Settings></xml><![endif]--></head><body lang=EN><!--StartFragment-->
<p class=MsoNormal>Hello <b>big
world</b><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>First<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;
</span></span>Inner</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;
</span></span>Second</p>
<p class=MsoNormal>After</p><!--EndFragment--></body></html>
"""
LIBRE_OFFICE = """
<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice"/><title>T</title><style>p {}</style></head>
<body lang="en-GB"><h2 class="western">Head</h2><p style="margin-bottom: 0cm"><font face="Liberation Serif"><b>bold</b>,
<i>italic</i> and <strike>struck</strike></font></p><ol start="3"><li><p>three</p></li><li><p>four</p></li></ol>
<table width="100%"><tr valign="top"><td><p>a</p></td><td><p>b</p></td></tr><tr><td><p>c</p></td>
<td><p><br/></p></td></tr>
</table></body></html>
"""
WEB_PAGE = """
<article><script>alert(1)</script><style>p {}</style><!-- nothing --><h3>Code</h3><p>Use <code>a*b</code>:<br>so</p>
<pre><code class="language-python"><span class="k">def</span> f():
    return 1

x = 2</code></pre><blockquote><p>one</p><p>two</p></blockquote>
<ul><li><input type="checkbox" checked> done</li><li><input type="checkbox"> open</li></ul>
<p><a href="javascript:alert(1)">bad</a> <img src="data:image/png;base64,AAAA" alt="pic"><img src="https://a.example/i.png"
alt="dot"></p><p># 2 * 3 snake_case</p><dl><dt>term</dt><dd>meaning</dd></dl></article>
"""


@pytest.mark.parametrize(
    ("html", "page"),
    [
        (
            GOOGLE_DOCS,
            [
                "# Plan",
                "Some **bo*ld*** ~~gone~~ [link](https://a.example/?x=1)",
                "- one\n  - nested\n- two",
                "| Name | Age |\n| --- | --- |\n| Ada\\|Eve | 36 |",
            ],
        ),
        (WORD, ["Hello **big world**", "- First\n  1. Inner\n- Second", "After"]),
        (
            LIBRE_OFFICE,
            [
                "## Head",
                "**bold**, *italic* and ~~struck~~",
                "3. three\n4. four",
                "| a | b |\n| --- | --- |\n| c |  |",
            ],
        ),
        (
            WEB_PAGE,
            [
                "### Code",
                "Use `a*b`:\\\nso",
                "```python\ndef f():\n    return 1\n\nx = 2\n```",
                "> one\n>\n> two",
                "- [x] done\n- [ ] open",
                "bad ![dot](https://a.example/i.png)",
                "\\# 2 \\* 3 snake\\_case",
                "term",
                "meaning",
            ],
        ),
    ],
    ids=["google-docs", "word", "libre-office", "web-page"],
)
def test_what_programs_copy(html: str, page: list[str]) -> None:
    assert run("paste-html", "|", argument=html.strip()) == [*page[:-1], page[-1] + "|"]


def test_it_is_put_where_plain_text_would_be() -> None:
    assert run("paste-html", "a ‹b› c", argument="<b>x</b>") == ["a **x**| c"]
    assert run("paste-html", "- a|", argument="<ul><li>x</li><li>y</li></ul>") == ["- a\n- x\n- y|"]
    assert run("paste-html", "a|", argument="<p>b</p><p>c</p>") == ["ab", "c|"]
    assert run("paste-html", "a|", argument="\n\n<p>b</p>") == ["a", "b|"]
    assert run("paste-html", "|", argument="a<br><br>b") == ["a", "b|"]


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "<a href='java\nscript:alert(1)'>x</a><a href='JAVASCRIPT:alert(1)'>y</a><a href='data:text/html,x'>z</a>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<p>[x](javascript:alert(1)) <a href='https://a.example/)[x](javascript:alert(1)'>x</a></p>",
        "<svg><script>alert(1)</script></svg><math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<pre>```\n<script>alert(1)</script></pre>",
    ],
)
def test_nothing_that_is_pasted_runs(html: str) -> None:
    shown = to_html(to_markdown(html))
    for harmful in ("<script", 'href="javascript', 'href="data', "<img", "<svg"):
        assert harmful not in shown.lower()


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + "deep",
        "<b><i>" * 50_000 + "deep",
        "<ul><li>" * (DEEPEST - 1) + "deep",
        "<p><b>" * (DEEPEST // 2) + "deep",
        "<" * 300_000 + " deep",
        "<p " + "a=1 " * 100_000 + ">deep",
        "<p>" * 100_000 + "deep",
        "&" * 400_000 + "deep",
        "<p>x</p>" * 100_000 + "deep",
    ],
    ids=lambda html: html[:8] + html[-8:],
)
def test_html_that_is_too_much_is_still_text(html: str) -> None:
    assert "deep" in to_markdown(html)


TOKENS = ["<b>", "</b>", "<ul>", "<li>", "<p>", "</p>", "<pre>", "<td>", "<!--", "&#0;", "x", "`", "\r", "<a href="]


@given(st.text() | st.lists(st.sampled_from(TOKENS)).map("".join))
def test_whatever_is_pasted_something_comes_of_it(html: str) -> None:
    markdown = to_markdown(html)
    markdown.encode()
    assert "\0" not in markdown
    assert "\r" not in markdown


def test_what_cannot_be_converted_is_taken_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        pass

    def fail(*_: object) -> None:
        raise Panic

    monkeypatch.setattr("editor.commands.html.convert", fail)
    assert to_markdown("<p>one &amp; two</p>") == "one & two"


def test_the_halves_of_a_word_are_marked_as_one() -> None:
    assert to_markdown("<b><i>ha</i></b><b><i>lf</i></b>") == "***half***"
    assert to_markdown("<i style='font-weight:700'>ha</i><span style='font-weight:bold'>lf</span>") == "***ha*lf**"
