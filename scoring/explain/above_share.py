"""Where the guarantee of evenness gave way, by name (SV-2)."""

from collections.abc import Mapping

from scoring.country import MunicipalityCode
from scoring.explain.standing_plan import StandingPlan
from scoring.solver.aims import ABOVE_FAIR_SHARE, paid_steps


def above_fair_share(plan: StandingPlan) -> Mapping[MunicipalityCode, int]:
    """How many candidates each municipality receives beyond the guarantee, none left out.

    Empty where the guarantee was not chosen or holds everywhere. The numbers add up to the value
    of the aim.
    """
    codes, counts = plan.problem.country.codes, plan.board.counts(plan.columns)
    over = [
        paid_steps(aim.steps, counts)
        for aim in plan.aims
        if aim.name == ABOVE_FAIR_SHARE and aim.steps is not None
    ]
    return {codes[at]: int(more) for each in over for at, more in enumerate(each) if more}
