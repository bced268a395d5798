"""The house style: a finished chart states its finding, its source, and can be read without being seen."""

import io
import itertools
import re
import subprocess
import sys
from html.parser import HTMLParser

import matplotlib
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from matplotlib import colors
from nbconvert import HTMLExporter
from PIL import Image
from seoul_dilemma import datasets
from seoul_dilemma.datasets import figures
from support.executed import execute

ALT = 'Bars: "3" until 2020, then <7.25> & 17.3.'
CELL = f"""\
import matplotlib.pyplot as plt
from seoul_dilemma.datasets import figures
figures.use_style()
fig, ax = plt.subplots()
ax.plot([1, 2])
figures.finish(ax, title="It grew", ylabel="units", table="contracts", alt={ALT!r})
"""


@pytest.fixture(autouse=True)
def house():
    with matplotlib.rc_context():
        figures.use_style()
        yield
    plt.close("all")


def texts(figure) -> str:
    return "\n".join(text.get_text() for text in figure.texts)


def test_finish_adds_finding_units_and_source():
    figure, axes = plt.subplots()
    axes.plot([2021, 2022], [7.25, 17.3])
    figures.finish(
        axes,
        title="It grew",
        xlabel="year",
        ylabel="billion US dollars",
        table="contracts",
        alt="A line goes up.",
    )
    assert figure.get_suptitle() == "It grew"
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("year", "billion US dollars")
    assert "Source: " + datasets.cite("contracts")[:30] in texts(figure)
    assert figures.alt_text(axes) == figures.alt_text(figure) == "A line goes up."


def test_several_tables_and_words_make_one_source_line():
    figure, _ = plt.subplots(1, 2)
    figures.finish(figure, title="Two", table=["aid", "polls"], source="own calculation.", alt="Two panels.")
    line = " ".join(texts(figure).split())
    assert "Kiel Institute" in line
    assert "Gallup Korea" in line
    assert line.endswith("own calculation.")


def test_long_titles_and_sources_stay_inside_the_picture():
    figure, axes = plt.subplots()
    axes.plot([1, 2])
    figures.finish(
        axes, title="A finding told at length " * 6, source="A source with a long name " * 12, alt="Text."
    )
    figure.canvas.draw()
    for text in figure.texts:
        assert text.get_window_extent().x1 <= figure.bbox.x1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": " ", "alt": "A line.", "table": "aid"}, "title that states the finding"),
        ({"title": "It grew", "alt": "", "table": "aid"}, "alternative text"),
        ({"title": "It grew", "alt": "A line."}, "needs its source"),
    ],
)
def test_a_chart_without_its_parts_is_refused(given: dict, said: str):
    _, axes = plt.subplots()
    with pytest.raises(ValueError, match=said):
        figures.finish(axes, **given)


def test_labels_for_many_axes_at_once_are_refused():
    figure, _ = plt.subplots(1, 2)
    with pytest.raises(ValueError, match="has 2 axes: label each"):
        figures.finish(figure, title="Two", alt="Two.", table="aid", ylabel="units")


def test_an_unknown_table_is_named():
    _, axes = plt.subplots()
    with pytest.raises(datasets.UnknownTableError, match="'contracts'"):
        figures.finish(axes, title="It grew", alt="A line.", table="contract")


def test_an_axis_of_years_has_whole_years():
    _, axes = plt.subplots()
    axes.plot([2020, 2021, 2022], [1, 2, 3])
    figures.finish(axes, title="It grew", alt="A line.", table="aid")
    assert all(float(tick).is_integer() for tick in axes.get_xticks())


def test_a_chart_without_finish_speaks_through_its_title():
    figure, axes = plt.subplots()
    assert figures.alt_text(figure) == ""
    axes.set_title("Contracts jumped\nin 2022")
    assert figures.alt_text(figure) == "Contracts jumped in 2022"


class Alts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "img":
            self.found.append(dict(attrs).get("alt"))


TABLE = """\
import pandas as pd
rows = pd.MultiIndex.from_tuples([("a", 1), ("a", 2)])  # the first name is merged into one cell
pd.DataFrame({"claim": ["It <grew>.", "It fell."], "value": [1.5, 2.0], "kind": ["fact", "fact"]}, index=rows)"""


def test_pictures_and_tables_reach_the_html_of_a_notebook():
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in (CELL, TABLE)])
    execute(book, kernel_name="python3")
    assert "image/png" in book.cells[0].outputs[0]["data"], "print through LaTeX needs the plain picture"
    rows = re.findall("<tr.*?</tr>", book.cells[1].outputs[0]["data"]["text/html"], re.DOTALL)
    left = [re.findall(r"text-align:left\">(.*?)<", row) for row in rows]
    assert left == [["claim", "kind"], ["It &lt;grew&gt;.", "fact"], ["It fell.", "fact"]], (
        "words left, numbers right"
    )
    page, _ = HTMLExporter().from_notebook_node(book)
    parser = Alts()
    parser.feed(page)
    assert parser.found == [ALT]


def picture_corner(page, picture, theme):
    """Colour of the paper, as the screen shows it."""
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    page.wait_for_selector(f"body[data-jp-theme-name='{theme}']", state="attached")
    picture.wait_for_element_state("visible")
    return Image.open(io.BytesIO(picture.screenshot())).convert("RGB").getpixel((6, 60))


@pytest.mark.browser
def test_the_alternative_text_reaches_jupyterlab_in_its_dark_theme(server, page):
    from support.jupyter import open_notebook, run_all

    server.write("house-style.ipynb", [CELL])
    open_notebook(page, server.lab("house-style.ipynb"))
    page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    run_all(page)
    picture = page.wait_for_selector(".jp-OutputArea-output img")
    assert picture.get_attribute("alt") == ALT
    assert picture.evaluate("e => e.naturalWidth") > 400
    light, dark = (picture_corner(page, picture, theme) for theme in ("JupyterLab Light", "JupyterLab Dark"))
    assert min(light) > 240 and max(dark) < 60, "no white slab in the dark theme, no dark one in the light"


def test_plain_python_needs_no_notebook():
    code = CELL.replace("import matplotlib", "import matplotlib; matplotlib.use('agg')\nimport matplotlib", 1)
    out = subprocess.run(
        [sys.executable, "-c", code + "print(figures.alt_text(fig))"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (out.returncode, out.stdout.strip()) == (0, ALT), out.stderr


# Full colour-vision deficiency after Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113, severity 1.0.
SIGHT = {
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(rgb: np.ndarray) -> np.ndarray:
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear sRGB."""
    xyz = (
        np.clip(rgb, 0, 1)
        @ np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]).T
        / np.array([0.9505, 1.0, 1.089])
    )
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack(
        [116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1
    )


@pytest.mark.parametrize("sight", ["full", *SIGHT])
def test_colours_can_be_told_apart_with_any_sight(sight: str):
    cycle = [step["color"] for step in plt.rcParams["axes.prop_cycle"]]
    rgb = linear(np.array([colors.to_rgb(colour) for colour in cycle]))
    seen = lab(rgb @ np.array(SIGHT[sight]).T if sight != "full" else rgb)
    closest = min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2))
    assert closest > 10, f"two colours look alike: distance {closest:.1f}"


def test_neighbouring_lines_also_differ_in_their_dashes():
    styles = [step["linestyle"] for step in plt.rcParams["axes.prop_cycle"]]
    assert all(a != b for a, b in itertools.pairwise(styles[:4]))
    assert len(set(styles[:4])) == 4


def test_main_colours_stand_out_from_the_white_paper():
    for name in ("South Korea", "Russia", "United States", "other"):
        rgb = linear(np.array(colors.to_rgb(figures.COLOURS[name])))
        luminance = rgb @ np.array([0.2126, 0.7152, 0.0722])
        assert 1.05 / (luminance + 0.05) >= 3, f"{name}: WCAG asks for a contrast of 3 for graphics"
