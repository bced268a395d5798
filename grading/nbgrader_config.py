"""The nbgrader course: this folder, wherever nbgrader is called from."""

from pathlib import Path

from nbgrader.converters import GenerateAssignment
from seoul_dilemma.grading.build.page_cells import PageCells
from seoul_dilemma.grading.build.released import CODE_STUB, TEXT_STUB

c = get_config()

root = Path(__file__).resolve().parent
c.CourseDirectory.root = str(root)
c.CourseDirectory.course_id = "seoul-dilemma"
c.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}"

c.ClearSolutions.code_stub = {"python": CODE_STUB}
c.ClearSolutions.text_stub = TEXT_STUB

# A lesson that goes out through an exchange has a check below each exercise, as those in lessons/ have. The list is set
# whole: nbgrader reads this file twice, and what is appended is there twice then.
c.GenerateAssignment.preprocessors = [*GenerateAssignment.preprocessors.default(), PageCells]

# A whole lesson runs in under a minute; one cell that takes longer than this is not coming back.
c.Execute.kernel_name = "python3"
c.Execute.timeout = 30
c.Execute.startup_timeout = 120

# `nbgrader autograde`, `nbgrader generate_feedback` and the formgrader's buttons run answers in the sandbox.
from seoul_dilemma.grading.nbgrader_hook import install  # noqa: E402

install()
