"""What a hostile student writes so that it runs, loads or leads away in the browser of whoever reads it."""

# Nothing listens there; every page that asks for it is caught by the test.
BEACON = "http://127.0.0.1:9/"

EVIL = [
    "<script>document.title = 'ran'</script>",
    "<img src=x onerror=\"document.title='ran'\">",
    "<svg onload=\"document.title='ran'\"><script>document.title='ran'</script></svg>",
    "<iframe srcdoc=\"<script>parent.document.title='ran'</script>\"></iframe>",
    "<img src='http://127.0.0.1:9/beacon.png'>",
    "![beacon](http://127.0.0.1:9/beacon.png)",
    "[click](javascript:document.title='ran')",
    "[click](java&#115;cript:document.title='ran')",
    "[click][evil]\n\n[evil]: javascript:document.title='ran'",
    "<a href=\"jAvAsCrIpT:document.title='ran'\">click</a>",
    "<style>body { background: url(http://127.0.0.1:9/x) }</style>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
    "<form action='http://127.0.0.1:9/'><button autofocus onfocus=\"document.title='ran'\">x</button></form>",
    "<math><mtext></table><mglyph><style><img src=x onerror=\"document.title='ran'\">",
    "`<script>document.title='ran'</script>`",
]

TAGS = (
    "script:not([src])",
    "iframe",
    "svg",
    "form",
    "meta",
    "object",
    "[onerror]",
    "[onload]",
    "[onfocus]",
)


def displays() -> str:
    """Return code that shows all of it in every way that a notebook has."""
    code = "from IPython.display import *\n" + "\n".join(
        f"display({kind}({each!r}))" for each in EVIL for kind in ("HTML", "Markdown")
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>'
    code += f"\ndisplay(Javascript(\"document.title='ran'\"), SVG({svg!r}))"
    return code + f"\nprint({EVIL[0]!r})\nraise ValueError({EVIL[0]!r})"
