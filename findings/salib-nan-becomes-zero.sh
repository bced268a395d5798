#!/usr/bin/env bash
# SALib 1.6.0 (numpy 2.4.6): one missing model output makes every Sobol index exactly 0, without a warning.
#
# SALib.analyze.sobol.analyze takes the outputs of a model. If one of them is NaN (a run that failed, a root that was
# not found), the variance of all outputs is NaN, and the indices are set to 0.0, with intervals of width 0. A reader
# sees "no input matters", stated with certainty, where the truth is "not known".
#
# Who meets it: everybody whose model can fail at some points of the sample. Check np.isfinite(Y).all() first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check SALib==1.6.0 numpy==2.4.6
cat >indices.py <<'PY'
import warnings

import numpy as np
from SALib.analyze import sobol
from SALib.sample import sobol as sample

problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1], [0, 1]]}
inputs = sample.sample(problem, 256, seed=1)
outputs = 2 * inputs[:, 0] + inputs[:, 1]  # total indices by hand: 0.8 and 0.2


def show(label):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = sobol.analyze(problem, outputs, seed=1)
    print(f"{label}: total {np.round(found['ST'], 1)}, interval {found['ST_conf'].max():.1g}, warnings {len(caught)}")


show("all finite")
outputs[5] = np.nan
show("one of 1536 is NaN")
PY
env/bin/python indices.py | tee seen
tail -n 1 seen | diff - <(echo "one of 1536 is NaN: total [0. 0.], interval 0, warnings 0")
head -n 1 seen | grep -q 'total \[0.8 0.2\]'
