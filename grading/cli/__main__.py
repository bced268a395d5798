"""``python -m seoul_dilemma.grading.cli`` is ``seoul``."""

import sys

from .app import main

sys.exit(main())
