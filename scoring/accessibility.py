"""How much work is within reach of each municipality: jobs where imported, else employment."""

from scoring.country import Real
from scoring.geography import decay
from scoring.once import once_per_problem
from scoring.problem import PlacementProblem

ALL_INDUSTRIES = "all"


def industry_counted(problem: PlacementProblem, industry: str | None) -> str | None:
    """The imported industry that counts, all industries where any will do; None without one."""
    sought = industry or ALL_INDUSTRIES
    imported = problem.country.labour_force is not None and sought in problem.country.jobs
    return sought if imported else None


@once_per_problem
def accessibility(problem: PlacementProblem, industry: str, *, licence: bool) -> Real:
    """Shen's accessibility (1998): jobs within reach per person who competes for them.

    The competing labour force travels by car; only the candidate's own way grows longer without a
    licence. With one, the labour force × accessibility sums to the number of jobs.
    """
    labour_force = problem.country.labour_force
    if labour_force is None:
        raise ValueError("accessibility needs an imported labour force")
    competing = _near(problem, licence=True) @ labour_force
    reached: Real = _near(problem, licence=licence) @ (problem.country.jobs[industry] / competing)
    return reached


@once_per_problem
def times_the_mean(problem: PlacementProblem, industry: str, *, licence: bool) -> Real:
    """Accessibility in parts of the national mean, jobs per person in the labour force."""
    labour_force = problem.country.labour_force
    if labour_force is None:
        raise ValueError("accessibility needs an imported labour force")
    mean = problem.country.jobs[industry].sum() / labour_force.sum()
    parts: Real = accessibility(problem, industry, licence=licence) / mean
    return parts


@once_per_problem
def employment_within_reach(problem: PlacementProblem, *, licence: bool) -> Real:
    """The part of the labour force in work nearby, weighted by people of working age."""
    weights = _near(problem, licence=licence) * problem.country.working_age
    employed: Real = weights @ (1 - problem.country.unemployment_pct / 100) / weights.sum(axis=1)
    return employed


def _near(problem: PlacementProblem, *, licence: bool) -> Real:
    longer = 1.0 if licence else problem.policy.travel.without_licence_factor
    return decay(problem, problem.policy.work.half_distance_minutes, longer)
