"""The explorer in JupyterLab and Chromium, beside `ipywidgets.interact` with matplotlib drawing the same map."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Page
from support.chromium import chromium
from support.jupyter import in_kernel, jupyter_server, open_notebook, run_cell

from bench.row import Row

HANDLE = ".sd-dial-pressure .noUi-handle"
STEPS = 200
PLAIN_STEPS = 10

OURS = "from seoul_dilemma.widgets import DilemmaExplorer"
# What the explorer draws, drawn with matplotlib: shaded regions with their names, lines with their labels, the point,
# the bars of both players and of belief.
THEIRS = """%matplotlib inline
import ipywidgets, numpy as np, matplotlib.pyplot as plt
from seoul_dilemma.widgets.game import POSTURES, Assumptions, solve
dial = np.linspace(0, 1, 61)
colours = [plt.matplotlib.colors.to_rgb(each) for each in ("#3f74a6", "#e5b452", "#b5406f")]
def picture(pressure=0.6, capacity=0.35, domestic_cost=0.45):
    assumptions = Assumptions(domestic_cost=domestic_cost)
    shares = solve(dial[None, :], dial[:, None], assumptions).seoul_on_path
    here = solve(pressure, capacity, assumptions)
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
    likeliest, most = shares.argmax(-1), shares.max(-1)
    tint = (most[..., None] - 1 / 3) * 1.5
    left.imshow(np.array(colours)[likeliest] * tint + 1 - tint, origin="lower", extent=(0, 1, 0, 1))
    lines = left.contour(dial, dial, most, [0.5, 0.6, 0.7, 0.8, 0.9], colors="k", linewidths=0.5)
    left.clabel(lines, fmt=lambda share: f"{100 * share:.0f}%", fontsize=7)
    left.contour(dial, dial, likeliest, [0.5, 1.5], colors="w")
    for number, posture in enumerate(POSTURES):
        rows, columns = np.nonzero(likeliest == number)
        if len(rows):
            name = f"{posture}: {len(rows) / likeliest.size:.0%} of the map"
            left.text(dial[columns].mean(), dial[rows].mean(), name, ha="center", fontsize=8)
    left.plot(pressure, capacity, "ko")
    left.set(xlabel="Alliance pressure", ylabel="Russian capacity")
    for row, signal in enumerate(("silence", "a threat")):
        start = 0.0
        for share, colour in zip(here.seoul[row], colours):
            right.barh(f"Seoul after {signal}", share, left=start, color=colour)
            right.text(start + share / 2, row, f"{100 * share:.0f}", ha="center", va="center")
            start += share
    hard = here.belief[:, None]
    arms = (1 - hard) * here.arming[0] + hard * here.arming[1]
    for row, signal in enumerate(("silence", "a threat")):
        for posture, share in zip(POSTURES, arms[row]):
            right.barh(f"Moscow arms after {signal}, {posture}", share, color="0.4")
        right.barh(f"Moscow is hard, after {signal}", here.belief[row], color="0.6")
    plt.show()"""
SHOW_THEIRS = (
    "ipywidgets.interact(picture, pressure=(0.0, 1.0, 0.01), capacity=(0.0, 1.0, 0.01), "
    "domestic_cost=(0.0, 2.0, 0.02));"
)

# Each step: a key on the slider's handle. Work is what runs at once and in the frame's callbacks; a picture is on
# screen when the frame after the one that drew it begins.
DIAL = """async ([handle, changed, steps]) => {
    const slider = document.querySelector(handle);
    const real = window.requestAnimationFrame;
    let drawing = 0;
    window.requestAnimationFrame = (run) => real((time) => {
        const start = performance.now();
        run(time);
        drawing += performance.now() - start;
    });
    const frame = () => new Promise((done) => real(done));
    const look = () => document.querySelector(changed).style.cssText;
    const work = [], screen = [], frames = [];
    for (let i = 0; i < steps; i++) {
        await frame();
        const before = look();
        drawing = 0;
        const start = performance.now();
        const key = i % 80 < 40 ? 'ArrowRight' : 'ArrowLeft';
        slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        const handled = performance.now() - start;
        let n = 0;
        do { await frame(); n += 1; } while (look() === before && n < 60);
        await frame();
        work.push(handled + drawing);
        screen.push(performance.now() - start);
        frames.push(n + 1);
    }
    window.requestAnimationFrame = real;
    return { work, screen, frames };
}"""

# Which traits the page tells the kernel of, from now on.
TELLS = """() => {
    window.told = [];
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    kernel.anyMessage.connect((_, { msg, direction }) => {
        if (direction === 'send' && msg.channel === 'shell' && msg.header.msg_type === 'comm_msg')
            window.told.push(Object.keys(msg.content.data.state ?? { message: 0 }).join());
    });
}"""

# A cell that runs for a while; the page goes on.
BUSY = """([cell, seconds]) => {
    const panel = window.jupyterapp.shell.currentWidget;
    panel.content.model.cells.get(cell).sharedModel.setSource(`import time; time.sleep(${seconds})`);
    panel.content.activeCellIndex = cell;
    panel.content.deselectAll();
    window.busy = window.jupyterapp.commands.execute('notebook:run-cell');
}"""

# Many steps, several a frame.
STORM = """async ([handle, steps]) => {
    const slider = document.querySelector(handle);
    for (let i = 0; i < steps; i++) {
        const key = i % 80 < 40 ? 'ArrowRight' : 'ArrowLeft';
        slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        if (i % 5 === 0) await new Promise((done) => requestAnimationFrame(done));
    }
}"""

# Until the output holds another picture that has been decoded.
PLAIN = """async ([handle, key, steps]) => {
    const slider = [...document.querySelectorAll(handle)].pop();
    const area = slider.closest('.widget-interact');
    const source = () => area.querySelector('img')?.src;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const screen = [];
    for (let i = 0; i < steps; i++) {
        await frame();
        const before = source();
        const start = performance.now();
        slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        const end = start + 20000;
        while ((!source() || source() === before) && performance.now() < end) await frame();
        await area.querySelector('img').decode();
        await frame();
        screen.push(performance.now() - start);
    }
    return screen;
}"""

# Until the bars follow: they are drawn after the map, in the same frame.
ASSUMPTION = """async (steps) => {
    const box = document.querySelector('.sd-box');
    const label = [...box.querySelectorAll('label')].find((l) => l.textContent === 'Domestic cost');
    const input = document.getElementById(label.htmlFor);
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const look = () => box.querySelector('.sd-stack').innerHTML;
    const screen = [];
    for (let i = 0; i < steps; i++) {
        await new Promise((done) => setTimeout(done, 150));
        const before = look();
        const start = performance.now();
        input.value = String(0.5 + 0.04 * i);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        const end = start + 20000;
        while (look() === before && performance.now() < end) await frame();
        await frame();
        screen.push(performance.now() - start);
    }
    return screen;
}"""

SHOW = """async ([cell, selector]) => {
    const panel = window.jupyterapp.shell.currentWidget;
    panel.content.activeCellIndex = cell;
    panel.content.deselectAll();
    const node = panel.content.widgets[cell].node;
    const start = performance.now();
    window.jupyterapp.commands.execute('notebook:run-cell');
    const ready = () => {
        const seen = node.querySelector(selector);
        return seen && (seen.tagName === 'IMG' ? seen.complete : seen.width > 300 && seen.getAttribute('aria-label'));
    };
    while (!ready() && performance.now() < start + 30000) await new Promise((done) => requestAnimationFrame(done));
    return performance.now() - start;
}"""


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(values, n=20)[-1]


def heap(page: Page) -> dict[str, float]:
    """Return the page's memory in MB and its listeners and nodes, after a collection of garbage."""
    wire = page.context.new_cdp_session(page)
    wire.send("HeapProfiler.collectGarbage")
    wire.send("Performance.enable")
    told = {m["name"]: m["value"] for m in wire.send("Performance.getMetrics")["metrics"]}
    wire.detach()
    return {"MB": told["JSHeapUsedSize"] / 1e6, "listeners": told["JSEventListeners"], "nodes": told["Nodes"]}


def redisplay(page: Page, name: str, times: int = 50) -> tuple[float, float]:
    """Show a widget again and again in one cell; return the listeners and the MB that it leaves."""
    for code in (name, "pass"):
        in_kernel(page, code)
    before = heap(page)
    for _ in range(times):
        in_kernel(page, name)
    in_kernel(page, "pass")
    page.wait_for_timeout(500)
    after = heap(page)
    return max(after["listeners"] - before["listeners"], 0.0), max(after["MB"] - before["MB"], 0.0)


def closed(page: Page, make: str, times: int = 5) -> float:
    """Show new widgets, close each from another cell; return the listeners that they leave.

    JupyterLab keeps listeners of its own for each run of a cell: those that cells without a widget leave are
    taken off.
    """
    left = []
    for show, close in (("new = 'no widget'; new", "new.strip()"), (make, "new.close()")):
        before = {"listeners": 0.0}
        for turn in range(times + 1):
            in_kernel(page, show, 3)
            page.wait_for_timeout(200)
            in_kernel(page, close, 2)
            if not turn:  # the first brings in what is loaded only once
                page.wait_for_timeout(500)
                before = heap(page)
        page.wait_for_timeout(500)
        left.append(heap(page)["listeners"] - before["listeners"])
    return max(left[1] - left[0], 0.0)


def rows() -> Iterator[Row]:
    """Measure."""
    with jupyter_server() as server, chromium() as browser:
        # One after the other, in a page each, so that neither slows the other down.
        plain = measure_plain(browser, server)
        yield from measure_ours(browser, server, plain)


def fresh(browser: Any, server: Any, name: str, cells: list[str]) -> Page:
    """Open a notebook in a page of its own and run its first cell: the imports."""
    server.write(name, cells)
    page = browser.new_context(viewport={"width": 1280, "height": 1200}).new_page()
    page.set_default_timeout(60_000)
    open_notebook(page, server.lab(name))
    run_cell(page, 0)
    return page


def measure_plain(browser: Any, server: Any) -> dict[str, Any]:
    """Measure `interact` with matplotlib."""
    page = fresh(browser, server, "plain.ipynb", [THEIRS, SHOW_THEIRS, ""])
    sent = count_bytes(page)
    first = page.evaluate(SHOW, [1, "img"])
    page.wait_for_timeout(500)
    sent.clear()
    handle = ".widget-interact .widget-slider:nth-of-type({}) .noUi-handle"
    screen = page.evaluate(PLAIN, [handle.format(1), "ArrowRight", PLAIN_STEPS])
    wire = sum(sent) / PLAIN_STEPS
    assumption = page.evaluate(PLAIN, [handle.format(3), "ArrowRight", PLAIN_STEPS])
    page.context.close()
    return {"first": first, "screen": screen, "assumption": assumption, "wire": wire}


def count_bytes(page: Page) -> list[int]:
    """Collect the sizes of what crosses the wire to and from the kernel from now on."""
    sizes: list[int] = []

    def listen(socket: Any) -> None:
        for event in ("framesent", "framereceived"):
            socket.on(event, lambda frame: sizes.append(len(frame)))

    page.on("websocket", listen)
    # The line to the kernel is open already: break it, and JupyterLab opens another that we hear.
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.reconnect()")
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.connectionStatus === 'connected'"
    )
    return sizes


def measure_ours(browser: Any, server: Any, plain: dict[str, Any]) -> Iterator[Row]:
    """Measure the explorer."""
    page = fresh(browser, server, "ours.ipynb", [OURS, "explorer = DilemmaExplorer()\nexplorer", "", ""])
    sent = count_bytes(page)
    first = page.evaluate(SHOW, [1, ".sd-canvas"])
    yield Row(
        "first show after import",
        first,
        plain["first"],
        "ms",
        "at most 1000 ms",
        "interact + matplotlib",
        first <= 1000,
    )
    size = float(
        in_kernel(page, "m = explorer._view._map; print((len(m['data']) + len(m['row_data'])) / 1000)")
    )
    yield Row("the map on the wire", size, None, "kB", "under 300 kB", "once, not a step", size < 300)

    page.wait_for_timeout(500)
    sent.clear()
    page.evaluate(TELLS)
    told = page.evaluate(DIAL, [HANDLE, ".sd-plot", STEPS])
    page.wait_for_timeout(1500)
    wire = sum(sent) / STEPS
    other = [each for each in page.evaluate("() => window.told") if each != "value"]
    work, screen, frames = p95(told["work"]), median(told["screen"]), p95(told["frames"])
    yield Row(
        "dial step: handler and drawing, 95th percentile", work, None, "ms", "at most 8 ms", "", work <= 8
    )
    yield Row(
        "dial step: frame that shows it, 95th percentile",
        frames,
        None,
        "frames",
        "by the second",
        "",
        frames <= 2,
    )
    theirs = median(plain["screen"])
    yield Row(
        "dial step to the screen, median",
        screen,
        theirs,
        "ms",
        "at least 10 times faster",
        "interact + matplotlib",
        theirs / screen >= 10,
    )
    yield Row(
        "dial step: to and from the kernel",
        wire / 1000,
        plain["wire"] / 1000,
        "kB",
        "",
        "the value of the dial and its echo",
    )
    yield Row(
        "dial steps: messages with anything but the dial's value",
        len(other),
        None,
        "",
        "none",
        f"in {STEPS} steps",
        not other,
    )

    in_kernel(page, "explorer.reset()")
    page.evaluate(BUSY, [2, 6])
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.kernelDisplayStatus === 'busy'"
    )
    told = page.evaluate(DIAL, [HANDLE, ".sd-plot", 40])
    still = page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.kernelDisplayStatus === 'busy'"
    )
    page.evaluate("() => window.busy")
    frames = p95(told["frames"])
    yield Row(
        "dial step, kernel busy: frame that shows it, 95th percentile",
        frames,
        None,
        "frames",
        "by the second",
        "a cell sleeps",
        frames <= 2 and still,
    )

    page.locator("summary", has_text="Assumptions").click()
    assumption = page.evaluate(ASSUMPTION, 25)
    yield Row(
        "assumption to picture, 95th percentile",
        p95(assumption),
        p95(plain["assumption"]),
        "ms",
        "at most 150 ms",
        "a glance at the whole map; interact + matplotlib",
        p95(assumption) <= 150,
    )

    page.evaluate(STORM, [HANDLE, 200])
    page.wait_for_timeout(1000)
    before = heap(page)
    page.evaluate(STORM, [HANDLE, 2000])
    page.wait_for_timeout(1000)
    grown = heap(page)["MB"] - before["MB"]
    yield Row(
        "memory gained in 2,000 dial steps", max(grown, 0.0), None, "MB", "steady: under 3 MB", "", grown < 3
    )

    in_kernel(
        page,
        "import ipywidgets; plain = ipywidgets.HBox([ipywidgets.FloatSlider(), ipywidgets.FloatSlider()])",
    )
    theirs, _ = redisplay(page, "plain")
    ours, memory = redisplay(page, "explorer")
    yield Row(
        "listeners left by 50 re-displays",
        ours,
        theirs,
        "",
        "none of our own",
        "two ipywidgets sliders, as the explorer has",
        ours <= theirs + 10,
    )
    yield Row(
        "memory gained in 50 re-displays",
        memory,
        None,
        "MB",
        "steady: under 10 MB",
        "what JupyterLab and the sliders keep included",
        memory < 10,
    )
    theirs = closed(page, "new = ipywidgets.HBox([ipywidgets.FloatSlider(), ipywidgets.FloatSlider()]); new")
    ours = closed(page, "new = DilemmaExplorer(); new")
    yield Row(
        "listeners left by 5 that were shown and closed",
        ours,
        theirs,
        "",
        "none of our own",
        "two ipywidgets sliders, as the explorer has",
        ours <= theirs + 10,
    )
    page.context.close()
