"""Who must share a place, found by following households and instructions on and on."""

from collections import Counter

from scoring.problem import PlacementProblem


def together(problem: PlacementProblem, key: str) -> frozenset[str]:
    """Everybody of the round who must share this person's place, decided people too."""
    links = [set(kept.people) for kept in problem.round.keep_together]
    homes: dict[str, set[str]] = {}
    for person in problem.round.people:
        homes.setdefault(person.household, set()).add(person.key)
    found, open_links = {key}, [*links, *homes.values()]
    while True:
        joined = [link for link in open_links if link & found]
        if not joined:
            return frozenset(found)
        open_links = [link for link in open_links if not link & found]
        found = found.union(*joined)


def largest_unit(problem: PlacementProblem) -> int:
    """How many people of the round must share a place at the most, decided ones too."""
    homes = Counter(person.household for person in problem.round.people)
    linked = {key for kept in problem.round.keep_together for key in kept.people}
    most = max(homes.values())
    for key in linked:
        most = max(most, len(together(problem, key)))
    return most
