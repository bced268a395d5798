"""Update the gradebook after cells or points of an assignment with recorded work were changed.

nbgrader's own step (`SaveCells`) writes points and sources again, and refuses other names once there are submissions:
the names are brought in line here, before and after it.
"""

from __future__ import annotations

from nbgrader.api import Assignment as Recorded
from nbgrader.api import Comment, Grade, Gradebook, GradeCell, SolutionCell, SubmittedNotebook, TaskCell
from nbgrader.api import Notebook as RecordedNotebook

from .assignment import Assignment, AssignmentError, Cell, Notebook

_KINDS = {
    "grade": (GradeCell, "grade_cells"),
    "task": (TaskCell, "task_cells"),
    "solution": (SolutionCell, "solution_cells"),
}


def _about(cell: Cell) -> dict[str, object]:
    found: dict[str, object] = cell.metadata.get("nbgrader", {})
    return found


def _named(notebook: Notebook, kind: str) -> dict[str, Cell]:
    """Return the cells that nbgrader keeps rows of a kind for, by name."""
    cells = [cell for cell in notebook.cells if cell.grade_id and cell.role != "free"]
    if kind == "grade":
        cells = [cell for cell in cells if cell.role in ("test", "manual")]
    elif kind == "task":
        cells = [cell for cell in cells if cell.role == "task"]
    elif kind == "solution":
        cells = [cell for cell in cells if _about(cell).get("solution")]
    return {str(cell.grade_id): cell for cell in cells}


def differs(recorded: Recorded, assignment: Assignment) -> set[str]:
    """Return the names of notebooks whose cells in the gradebook differ, are missing or are superfluous."""
    known = {notebook.name: notebook for notebook in recorded.notebooks}
    ours = {notebook.name: notebook for notebook in assignment.notebooks}
    found = set(known) ^ set(ours)
    for name in set(known) & set(ours):
        rows = {
            kind: {row.name: row for row in getattr(known[name], field)}
            for kind, (_, field) in _KINDS.items()
        }
        mine = {kind: _named(ours[name], kind) for kind in _KINDS}
        sources = {row.name: row.checksum for row in known[name].source_cells}
        points = {
            row.name: (row.max_score, row.cell_type)
            for kind in ("grade", "task")
            for row in rows[kind].values()
        }
        wanted = {
            cell.grade_id: (cell.points, cell.kind)
            for kind in ("grade", "task")
            for cell in mine[kind].values()
        }
        same_names = all(set(rows[kind]) == set(mine[kind]) for kind in _KINDS)
        texts = {name: cell.checksum for name, cell in _named(ours[name], "source").items()}
        if not same_names or points != wanted or {k: v or "" for k, v in sources.items()} != texts:
            found.add(name)
    return found


def make_room(gradebook: Gradebook, recorded: Recorded, assignment: Assignment) -> None:
    """Bring the names of cells in line where work is recorded, so that `SaveCells` can write the rest.

    Raises
    ------
    AssignmentError
        A cell or notebook is gone that somebody has points or a comment of a person's for.
    """
    ours = {notebook.name: notebook for notebook in assignment.notebooks}
    for notebook in list(recorded.notebooks):
        mine = ours.get(notebook.name)
        if mine is not None and not notebook.submissions:
            continue  # SaveCells writes that one from scratch
        for kind, (_, field) in _KINDS.items():
            for row in list(getattr(notebook, field)):
                if mine is None or row.name not in _named(mine, kind):
                    _keep_what_a_person_did(assignment.name, notebook, row)
        if mine is None:
            gradebook.remove_notebook(notebook.name, assignment.name)
            continue
        wanted = {kind: _named(mine, kind) for kind in _KINDS}
        for kind, (_, field) in _KINDS.items():
            for row in list(getattr(notebook, field)):
                if row.name not in wanted[kind]:
                    for each in [*(row.grades or []), *(row.comments or [])]:
                        gradebook.db.delete(each)
                    gradebook.db.flush()
                    gradebook.db.delete(row)
        sources = _named(mine, "source")
        for row in list(notebook.source_cells):
            if row.name not in sources:
                gradebook.db.delete(row)
        gradebook.db.commit()
        gradebook.db.refresh(notebook)
        where = (notebook.name, assignment.name)
        for name, cell in wanted["grade"].items():
            gradebook.update_or_create_grade_cell(name, *where, max_score=cell.points, cell_type=cell.kind)
        for name, cell in wanted["task"].items():
            gradebook.update_or_create_task_cell(name, *where, max_score=cell.points, cell_type=cell.kind)
        for name in wanted["solution"]:
            gradebook.update_or_create_solution_cell(name, *where)
        for name, cell in sources.items():
            gradebook.update_or_create_source_cell(name, *where, cell_type=cell.kind)
    gradebook.db.commit()


def _keep_what_a_person_did(
    assignment: str, notebook: RecordedNotebook, row: GradeCell | TaskCell | SolutionCell
) -> None:
    by_hand = [grade for grade in row.grades or [] if grade.manual_score is not None or grade.extra_credit]
    by_hand += [comment for comment in row.comments or [] if comment.manual_comment]
    if by_hand:
        students = sorted({each.student.id for each in by_hand})
        raise AssignmentError(
            f"'{assignment}' no longer has the cell '{row.name}' of '{notebook.name}', for which a person gave points "
            f"or a comment ({len(students)}: {', '.join(students[:5])}). Put the cell back, or take these away in the "
            "formgrader first. Nothing was changed."
        )


def fill_up(gradebook: Gradebook, recorded: Recorded) -> None:
    """Give every recorded submission a row for each cell; a new one waits until the submission is graded again."""
    for submission in recorded.submissions:
        there = {part.notebook_id: part for part in submission.notebooks}
        for notebook in recorded.notebooks:
            part = there.get(notebook.id)
            if part is None:
                part = SubmittedNotebook(notebook=notebook, assignment=submission)
                gradebook.db.add(part)
                gradebook.db.flush()
            graded = {grade.cell_id for grade in part.grades}
            for cell in [*notebook.grade_cells, *notebook.task_cells]:
                if cell.id not in graded:
                    gradebook.db.add(Grade(cell_id=cell.id, notebook=part, needs_manual_grade=True))
            commented = {comment.cell_id for comment in part.comments}
            for cell in [*notebook.solution_cells, *notebook.task_cells]:
                if cell.id not in commented:
                    gradebook.db.add(Comment(cell_id=cell.id, notebook=part))
    gradebook.db.commit()
