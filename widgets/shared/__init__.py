"""What the explorers share, front end and back.

How to add an explorer
----------------------
1. Make a folder ``widgets/<name>/`` with ``__init__.py`` (exports the class), ``<name>.py`` (Python),
   ``view.js`` and ``view.css`` (the front end, where plain ipywidgets are not enough). List the folder in
   ``[tool.setuptools] packages`` of ``pyproject.toml`` and the class in ``widgets/__init__.py``.
2. Python: subclass `Explorer` (``box.py``). It is an ipywidgets ``VBox`` that carries the course's look and
   falls back to a figure and a sentence where there is no front end: write ``_told(text)``, the sentence from a
   table of words, and ``_figure()``, which returns ``self._captioned(draw)``; ``draw(text)``, in ``still.py``, makes
   the figure.
   Its ``__init__`` takes a ``language``. Traits that students set use `Bounded`, `Whole` and `OneOf`
   (``traits.py``) and raise a ``TraitError`` that names the field, the value and what was expected.
   Plain ipywidgets controls go in as children.
3. A front end of its own is a `View` (``view.py``) in ``_view`` and among the children, with
   ``_esm = front_end.module("<name>/view.js")`` and ``_css = front_end.style("<name>/view.css")``. Its traits are
   tagged ``sync=True``; ``self._share(self._view, "a", "b")``, last in ``__init__``, keeps them equal to those of
   the explorer, whose bounds also hold for what a page sends.
   ``view.js`` is a plain ES module with ``export default { render }``: it imports the pieces below by relative
   path, and `front_end.module` puts the parts one after the other, in one scope, so their top-level names differ.
   There is no bundler and nothing comes from a network.
   Every selector of ``view.css`` starts with a class of the explorer.
   Where the view says everything by itself, subclass `Standalone` (``standalone.py``) and name that module in
   ``_front_end``: the explorer then has ``to_html``, and lives on the pages of ``seoul site``.
4. A control on screen is a ``dial`` (``shared/dial.js``) that sets a trait of the view. Where it is an ipywidgets
   slider, the view reads its value through a reference to its model (``shared/children.js``). Either way it has
   one state, answers without the kernel, and sends one message a step.
5. Words come from ``widgets/words/*.json``; none stand in code. Keys start with the name of the explorer, and
   ``View(language, "<name>")`` hands them to the page. Both tables must have the same keys and the same blanks in
   braces (a test holds that).
6. One entry in ``EXPLORERS`` of ``tests/support/explorers.py`` has the new explorer tried in JupyterLab as every
   other one is: light and dark, small windows, keys and fingers, a kernel that is gone.

A small one to learn from is ``widgets/belief/``.

Pieces of the front end
-----------------------
==================  ==========================================================================
``style.css``       tokens (colours of postures and players), cards, chips,
                    bars, tables, focus rings; ``.sd-hidden`` for screen readers only
``dark.css``        the tokens in the dark, written once for Jupyter and for plain pages
``dom.js``          ``h``, ``svg`` to make elements; ``fill`` to fill a template of words; ``write`` to
                    change a text; ``oncePerFrame``; ``inHundred``
``theme.js``        ``followTheme`` (light, dark), ``colour`` (a token's value), ``calm`` (reduced motion)
``live.js``         ``liveSentence``: a sentence on screen, announced once it has settled
``table.js``        ``tableTwin``: the numbers of a picture as a table behind a disclosure
``dial.js``         ``dial``: a labelled native range with its value and meaning
``children.js``     ``childModel``: the model of another widget; ``nameSliders``: names for screen
                    readers; ``steerDials``: keys for dials from 0 to 1
``legible.js``      ``keepLegible``: letters of a picture that shrinks stay at 10 pixels or more
``connection.js``   ``watchConnection``: says when the kernel is gone; keeps JupyterLab from
                    taking the keys of an explorer
==================  ==========================================================================

Where there is no front end
---------------------------
Each output holds the live view, a picture with the sentence below it (and as its alternative text), and the
sentence alone. A console shows the last, paper and ``jupyter nbconvert --to html`` the picture. A notebook that
carries the *state* of its widgets is the exception: nbconvert prefers the live view there, and its page asks a
content delivery network for widgets. State gets in by ``nbconvert --execute``, or by JupyterLab's setting "Save
Widget State Automatically", which is off unless somebody turns it on. This leaves the state out, and the page
shows the pictures::

    jupyter nbconvert --to html --ClearMetadataPreprocessor.enabled=True notebook.ipynb

Without saved state, JupyterLab says "model not found" in place of every widget of a notebook that is opened
again after its kernel has gone: run the cells again.
"""

from ..words import words
from . import friendly, front_end, kernel, news
from .box import Explorer
from .card import Card
from .hundred import in_hundred, in_hundreds
from .standalone import Standalone
from .traits import Bounded, OneOf, Whole
from .view import View

__all__ = [
    "Bounded",
    "Card",
    "Explorer",
    "OneOf",
    "Standalone",
    "View",
    "Whole",
    "friendly",
    "front_end",
    "in_hundred",
    "in_hundreds",
    "kernel",
    "news",
    "words",
]
