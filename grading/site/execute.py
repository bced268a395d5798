"""Run a solved lesson and keep what it shows, explorers as pages of their own."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat.notebooknode import NotebookNode

# Runs in the kernel before the lesson. What can live without a kernel becomes a page and a frame; every other widget
# shows its picture and its sentence, as it does wherever there is no front end.
_SETUP = """
def _prepare(folder, stem):
    import html, itertools, pathlib
    from seoul_dilemma.widgets.shared import Explorer
    count = itertools.count(1)
    still = Explorer._repr_mimebundle_

    def shown(self, **kwargs):
        bundle = still(self, **kwargs)
        bundle = dict(bundle[0] if isinstance(bundle, tuple) else bundle)  # data, or data and metadata
        del bundle["application/vnd.jupyter.widget-view+json"]
        if hasattr(self, "to_html"):
            name = f"{{stem}}-explorer-{{next(count)}}.html"
            self.to_html(pathlib.Path(folder) / name)
            words = html.escape(self._sentence(), quote=True)
            bundle["text/html"] = f'<iframe class="explorer" src="{{name}}" title="{{words}}" loading="lazy"></iframe>'
        elif "image/png" in bundle:
            words = html.escape(self._sentence(), quote=True)
            bundle["text/html"] = f'<img alt="{{words}}" src="data:image/png;base64,{{bundle.pop("image/png")}}">'
        else:
            bundle["text/html"] = f'<p class="still">{{html.escape(self._sentence())}}</p>'
        return bundle

    Explorer._repr_mimebundle_ = shown


_prepare({folder!r}, {stem!r})
del _prepare
"""


def executed(notebook: NotebookNode, pages: Path, stem: str, work: Path) -> dict[str, list[NotebookNode]]:
    """Run a notebook from top to bottom.

    Parameters
    ----------
    notebook : NotebookNode
        With its solutions; not changed.
    pages : Path
        Where explorers write their pages.
    stem : str
        What the names of these pages begin with.
    work : Path
        Folder to run in.

    Returns
    -------
    dict of str to list of NotebookNode
        Outputs by cell id.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        When a cell fails.
    """
    run = nbformat.from_dict(notebook)
    run.cells.insert(0, nbformat.v4.new_code_cell(_SETUP.format(folder=str(pages), stem=stem)))
    NotebookClient(
        run,
        timeout=300,
        iopub_timeout=120,  # nbclient drops later outputs; its own four seconds are too few on a busy machine
        raise_on_iopub_timeout=True,
        extra_arguments=["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(work)}},
    ).execute()
    return {cell["id"]: cell.outputs for cell in run.cells[1:] if cell.cell_type == "code"}
