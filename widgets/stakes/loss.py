"""The loss of a scenario: two bounds in, two bounds out."""

from __future__ import annotations


def loss_interval(
    exports: float, lost: tuple[float, float], months: int, rerouted: tuple[float, float]
) -> tuple[float, float]:
    """
    Bound the sales lost when a market closes in part, and some of the goods find other buyers.

    The loss is ``exports * months / 12 * lost * (1 - rerouted)``. It rises with `lost` and falls with `rerouted`,
    so the smallest loss takes the low end of the one and the high end of the other.

    Parameters
    ----------
    exports : float
        Sales in a year without the loss, billion US dollars.
    lost : tuple of float, shape (2,)
        Lowest and highest share of the sales that is lost, 0 to 1.
    months : int
        How long it lasts.
    rerouted : tuple of float, shape (2,)
        Lowest and highest share of the lost sales that other buyers take, 0 to 1.

    Returns
    -------
    tuple of float, shape (2,)
        Smallest and largest loss, billion US dollars.
    """
    whole = exports * months / 12
    return whole * lost[0] * (1 - rerouted[1]), whole * lost[1] * (1 - rerouted[0])
