"""Numbers that lesson 09 writes out."""

from seoul_dilemma.widgets.game import TOKENS_PER_POINT

SCALE = {100: "hundred"}[TOKENS_PER_POINT]

HELD = [f"shown as a {SCALE} tokens", f"has a {SCALE}th of that"]

GIVEN = {
    "a formula": [r"\sqrt{p(1-p)/n}", "p_q(1-p_q)", "p_t(1-p_t)"],
    "the bound of the chi-squared distribution": [
        "at most **1.92** below",
        "ruled out at 95 %",
        "half of 3.84",
    ],
    "what 95 % means": ["in 95 of 100 classes", "about five of a hundred"],
}
