"""Move a belief by Bayes' rule in odds."""

import math


def likelihood_ratio(if_hard: float, if_soft: float) -> float:
    """How many times likelier a threat is from a hard Moscow than from a soft one.

    Parameters
    ----------
    if_hard, if_soft : float
        Probability of a threat from each type, 0 to 1.

    Returns
    -------
    float
        Their ratio: infinite when only a hard Moscow threatens, ``nan`` when neither does.
    """
    if if_soft > 0:
        return if_hard / if_soft
    return math.inf if if_hard > 0 else math.nan


def belief_path(
    prior: float, if_hard: float, if_soft: float, threats: int, overlap: float = 0.0
) -> list[float]:
    """Belief that Moscow is hard after 0, 1, 2, ... threats.

    In odds: *after = before x likelihood ratio*. The first threat counts in full; each later one counts as
    the ratio to the power ``1 - overlap``: in full when it is independent of the first (0), not at all
    when it only repeats it (1).

    Parameters
    ----------
    prior : float
        Belief before any threat, above 0 and below 1.
    if_hard, if_soft : float
        Probability of a threat from each type, 0 to 1.
    threats : int
        Number of threats heard.
    overlap : float, default 0
        How far a later threat only repeats the first.

    Returns
    -------
    list of float
        ``threats + 1`` beliefs, the prior first. A threat that neither type would make changes nothing.
    """
    ratio = likelihood_ratio(if_hard, if_soft)
    path = [prior]
    log_odds = math.log(prior / (1 - prior))
    for number in range(1, threats + 1):
        weight = 1.0 if number == 1 else 1.0 - overlap
        if math.isnan(ratio) or weight == 0:
            step = 0.0
        elif ratio == 0 or math.isinf(ratio):
            step = -math.inf if ratio == 0 else math.inf
        else:
            step = weight * math.log(ratio)
        log_odds += step
        path.append(1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0)
    return path


def belief_after_silence(prior: float, if_hard: float, if_soft: float) -> float:
    """Belief that Moscow is hard after it stayed quiet.

    Parameters
    ----------
    prior : float
        Belief before, above 0 and below 1.
    if_hard, if_soft : float
        Probability of a threat from each type, 0 to 1.

    Returns
    -------
    float
        The belief; the prior when neither type ever stays quiet.
    """
    hard, soft = prior * (1 - if_hard), (1 - prior) * (1 - if_soft)
    return hard / (hard + soft) if hard + soft > 0 else prior
