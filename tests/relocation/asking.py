"""Asks a table of steps what is missing when one thing on record is another."""

from dataclasses import replace

from relocation.workflow import Itself
from relocation.workflows import ALL
from tests.relocation.on_record import facts_for


def missing(workflow, step, state, **changes):
    """Codes of what is missing; without changes all is on record."""
    facts = replace(facts_for(workflow, step), **changes)
    return [need.key for need in ALL[workflow].missing(step, state, facts)]


def path(workflow, start, *steps):
    """The states through which these steps lead, each taken by a role that may."""
    table, state = ALL[workflow], start
    states = []
    for name in steps:
        step = table.step(name, state)
        role = min(step.who) if step.who else Itself.ITSELF
        state = table.take(name, state, role, facts_for(workflow, name))
        states.append(str(state))
    return states


def takers(workflow, step, state):
    """Roles that may take a step."""
    return {str(role) for role in ALL[workflow].step(step, state).who}


def leads_from(workflow, state):
    """Names of all steps that lead on from a state."""
    return {step.name for step in ALL[workflow].steps if state in step.frm}
