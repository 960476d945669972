"""Which Markdown there is, kind by kind, and what a block's kind is."""

import re

import pytest

from editor.markdown import kind, to_html, to_plain_text

NOW = 'decoding="async" '
REL = 'rel="noopener noreferrer nofollow"'
CAUTION = '<div class="callout caution"><p class="title" dir="auto">A &lt;b&gt;</p><ul><li>b</li></ul></div>'


def html(text: str) -> str:
    """Without the places in the source, and on one line."""
    return re.sub(r' data-at="[^"]*"', "", to_html(text)).replace("\n", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("## Head", '<h2 id="h-head">Head</h2>'),
        ("> said", "<blockquote><p>said</p></blockquote>"),
        ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("3. c", '<ol start="3"><li>c</li></ol>'),
        ("```py\n<b>\n```", "<pre><code>&lt;b&gt;</code></pre>"),
        ("---", "<hr>"),
        ("a\\\nb", "<p>a<br>b</p>"),
        ('[t](https://x.org "T")', f'<p><a href="https://x.org" title="T" {REL}>t</a></p>'),
        ("![t](https://x.org/t)", f'<figure><img {NOW}src="https://x.org/t" alt="t" loading="lazy"></figure>'),
        (
            '![](files/ab2/x.png "T>")',
            f'<figure><img {NOW}src="files/ab2/x.png" alt="" title="T&gt;" loading="lazy">'
            "<figcaption>T&gt;</figcaption></figure>",
        ),
        ('a ![t](http://x "T")', f'<p>a <img {NOW}src="http://x" alt="t" title="T" loading="lazy"></p>'),
        ("~~gone~~", "<p><del>gone</del></p>"),
        ("see www.x.org", f'<p>see <a href="http://www.x.org" {REL}>www.x.org</a></p>'),
        ("to a@x.org", f'<p>to <a href="mailto:a@x.org" {REL}>a@x.org</a></p>'),
        (
            "- [ ] todo\n- [x] done",
            '<ul><li><input name="check" type="checkbox" aria-label="Done"> todo</li>'
            '<li><input name="check" type="checkbox" checked="" aria-label="Done"> done</li></ul>',
        ),
        (
            "| a | b |\n|---|--:|\n| 1 | *2* |",
            '<table><thead><tr><th>a</th><th align="right">b</th></tr></thead>'
            '<tbody><tr><td>1</td><td align="right"><em>2</em></td></tr></tbody></table>',
        ),
        ("😀 **é**\u200d שלום", "<p>😀 <strong>é</strong>\u200d שלום</p>"),
        ("raw <b>html</b>", "<p>raw &lt;b&gt;html&lt;/b&gt;</p>"),
        ("<div>\nblock\n</div>", "&lt;div&gt;block&lt;/div&gt;"),
        ("> [!NOTE]\n> a", '<div class="callout note"><p class="title" dir="auto">NOTE</p><p>a</p></div>'),
        ("> [!tip]", '<div class="callout tip"><p class="title" dir="auto">tip</p></div>'),
        ("> [!CAUTION] A <b>\n> - b", CAUTION),
        ("> [!OTHER]\n> a", "<blockquote><p>[!OTHER]a</p></blockquote>"),
        ("$x<2$", "<p><math><mi>x</mi><mo>&lt;</mo><mn>2</mn></math></p>"),
        ("it is $5 or $6", "<p>it is $5 or $6</p>"),
        ("`$x$` \\$x$", "<p><code>$x$</code> $x$</p>"),
        ("$$x$$", '<math display="block"><mi>x</mi></math>'),
        ("$$\na\n\n+ b\n$$", '<math display="block"><mi>a</mi><mo>+</mo><mi>b</mi></math>'),
        ("$$\na", '<math display="block"><mi>a</mi></math>'),
        ("", ""),
    ],
)
def test_html(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "p"),
        ("text", "p"),
        ("# a", "h1"),
        ("###### a", "h6"),
        ("#", "h1"),
        ("####### a", "p"),
        ("#tag", "p"),
        ("```py", "code"),
        ("~~~", "code"),
        ("> a", "quote"),
        ("- a", "list"),
        ("12) a", "list"),
        ("  * a", "list"),
        ("-a", "p"),
        ("*emphasis*", "p"),
        ("| a |", "table"),
        ("$$", "math"),
        ("$$\nx", "math"),
        ("$$x$$", "math"),
        ("$$x", "p"),
        ("> [!NOTE]", "callout"),
        (">[!warning] a", "callout"),
        ("> [!OTHER]", "quote"),
        ("---", "divider"),
        ("* * *", "divider"),
        ("--", "p"),
        ("--- a", "p"),
        ("-*-", "p"),
        ("[^1]: a", "footnote"),
        ("[^1] a", "p"),
        ("![a](/x)", "image"),
        (r"![a \[b\]](/x)", "image"),
        ('![a](/x "T") ', "image"),
        ("![a](/x) b", "p"),
    ],
)
def test_kinds_of_blocks(text: str, expected: str) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A *title* &amp; `more`", "A title & more"),
        ("first\nsecond", "first"),
        ("- item\n- other", "item"),
        ("[link](https://x.org)", "link"),
        ("<b>raw</b> & 1 < 2", "<b>raw</b> & 1 < 2"),
        ("  \n", ""),
        ("😀", "😀"),
    ],
)
def test_plain_text_is_the_first_line_that_a_reader_sees(text: str, expected: str) -> None:
    assert to_plain_text(text) == expected


class Panic(BaseException):
    """As libraries in Rust raise it."""


@pytest.mark.parametrize("error", [ValueError, Panic])
def test_a_block_that_the_library_chokes_on_shows_its_source(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def choke(*_: object) -> str:
        raise error

    monkeypatch.setattr("editor.markdown.html.render_markdown", choke)
    assert to_html("a <b>\nc") == "<pre>a &lt;b&gt;\nc</pre>"
    assert to_plain_text("a <b>\nc") == "a <b>"
