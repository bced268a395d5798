"""The reference of the package, from its docstrings: what a notebook may import, one page a module."""

from __future__ import annotations

import html
import importlib
import inspect
import re
from collections.abc import Callable
from typing import Any

import pdoc.doc
import pdoc.docstrings
from nbconvert.filters.markdown_mistune import markdown2html_mistune

#: The modules that a notebook imports, and what each is for; everything else is the course's own affair.
PUBLIC = {
    "datasets": "The tables",
    "widgets": "The explorers",
    "widgets.game": "The game and its solver",
}


def page_name(module: str) -> str:
    """Return the name of a module's page, without its ending: ``reference-widgets-game``."""
    return f"reference-{module.replace('.', '-')}"


def reference_page(module: str) -> str:
    """Return the body of the page of a module.

    Parameters
    ----------
    module : str
        One of `PUBLIC`.

    Returns
    -------
    str
        HTML: every public name with its signature and its docstring, in alphabetical order.
    """
    full = f"seoul_dilemma.{module}"
    found = importlib.import_module(full)
    members = [member for name in sorted(found.__all__) if (member := _member(getattr(found, name)))]
    parts = [
        f"<h1>{PUBLIC[module]}</h1>",
        f"<p><code>{full}</code></p>",
        _text(pdoc.doc.Module(found), 2),
        "<p>"
        + ", ".join(f'<a href="#{each.name}"><code>{each.name}</code></a>' for each in members)
        + "</p>",
    ]
    for each in members:
        parts += [_heading(each, each.name, 2), _text(each, 3)]
        if isinstance(each, pdoc.doc.Class):
            for own in each.own_members:
                if own.docstring and not own.name.startswith("_"):
                    parts += [_heading(own, f"{each.name}.{own.name}", 3), _text(own, 4)]
    return "\n".join(parts)


def reference_pages(write: Callable[[str, str, str], None]) -> None:
    """Write the pages of all modules, and one that leads to them.

    Parameters
    ----------
    write : callable
        Takes a page's name, title and body.
    """
    lines = [
        f'<li><a href="{page_name(module)}.html">{title}</a>: <code>seoul_dilemma.{module}</code></li>'
        for module, title in PUBLIC.items()
    ]
    about = "What a notebook of the course may import, from the docstrings."
    write("reference", "Reference", f"<h1>Reference</h1><p>{about}</p><ul>{''.join(lines)}</ul>")
    for module, title in PUBLIC.items():
        write(page_name(module), title, reference_page(module))


def _member(value: Any) -> pdoc.doc.Class | pdoc.doc.Function | None:
    """Return what pdoc reads of a class or a function; None for a value, which its module's docstring explains."""
    if inspect.isclass(value):
        return pdoc.doc.Class(
            value.__module__, value.__qualname__, value, (value.__module__, value.__qualname__)
        )
    if not inspect.isfunction(value):
        return None
    return pdoc.doc.Function(
        value.__module__, value.__qualname__, value, (value.__module__, value.__qualname__)
    )


def _heading(member: pdoc.doc.Doc[Any], name: str, level: int) -> str:
    signature = ""
    if isinstance(member, pdoc.doc.Function):
        signature = f"{member.name}{member.signature}"
    elif isinstance(member, pdoc.doc.Class):
        made = member.members.get("__init__")
        signature = f"{name}{made.signature_without_self}" if isinstance(made, pdoc.doc.Function) else name
    shown = f"<pre>{html.escape(signature)}</pre>" if signature else ""
    return f'<h{level} id="{name}"><code>{name}</code></h{level}>\n{shown}'


def _text(member: pdoc.doc.Doc[Any], level: int) -> str:
    """Return a docstring as HTML, its sections as headings of a level."""
    text = pdoc.docstrings.convert(member.docstring, "numpy", None)
    text = re.sub(r"^#{2,6} (?=[A-Z])", "#" * level + " ", text, flags=re.MULTILINE)
    text = re.sub(r"\{#[\w.-]+\}", "", text)
    text = re.sub(r"\[\^(\d+)\]", r"[\1]", text)  # a reference is in the list below, not at the page's foot
    text = re.sub(r"(?s)^(>>> .*?)(?=\n\s*\n|\Z)", r"```python\n\1\n```", text, flags=re.MULTILINE)
    page = re.sub(r'<a class="anchor-link".*?</a>', "", markdown2html_mistune(text))
    return re.sub(r"<h(\d) id=[^>]*>", r"<h\1>", page)  # each docstring has its Parameters
