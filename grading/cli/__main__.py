"""``python -m seoul_dilemma.grading.cli`` is ``seoul``."""

import sys

from seoul_dilemma.grading.cli.app import main

sys.exit(main())
