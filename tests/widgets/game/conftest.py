"""What the tests of the game share."""

import importlib.util
import sys
from pathlib import Path

# test_gambit.py and make_golden.py share gambit_game.py, which lies beside them.
sys.path.insert(0, str(Path(__file__).parent))

# Gambit is the reference. Its wheel is among the development pins on Linux; elsewhere it may have to be compiled, so
# its answers are kept in golden.json. Where pygambit is installed, test_gambit.py asks it live.
collect_ignore = [] if importlib.util.find_spec("pygambit") else ["test_gambit.py", "gambit_game.py"]
