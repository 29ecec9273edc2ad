"""A table of steps runs as it stands, and one with a hole is refused."""

from dataclasses import dataclass, fields, replace
from enum import StrEnum

import pytest

from relocation.actor import Actor, Assurance, Function, OrganisationId, Qualification, UserId
from relocation.errors import Missing, NotAllowed, RelocationError, StepNotOpen
from relocation.permissions import Role
from relocation.workflow import BY_ITSELF, Itself, Need, Step, Workflow


class Lamp(StrEnum):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


@dataclass(frozen=True)
class Facts:
    has_bulb: bool = False
    has_power: bool = False


BULB = Need[Facts]("bulb", "a bulb", lambda f: f.has_bulb)
POWER = Need[Facts]("power", "power", lambda f: f.has_power)
SENDER = frozenset({Role.MUNI_SENDER})
FINANCE = frozenset({Qualification.FINANCE})
ALL_THERE = Facts(has_bulb=True, has_power=True)


def step(name, frm, to, who=SENDER, needs=(), **more):
    return Step(name, frm, to, who, needs, rule="WF-1", source="—", **more)


LIGHT = step("light", (Lamp.OFF,), Lamp.ON, needs=(BULB, POWER))
DARKEN = step("darken", (Lamp.ON,), Lamp.OFF)
BREAK = step("break", (Lamp.ON, Lamp.OFF), Lamp.BROKEN, BY_ITSELF)
LAMP = Workflow[Lamp, Facts]("lamp", Lamp.OFF, (LIGHT, DARKEN, BREAK), frozenset({Lamp.BROKEN}))


def test_a_step_leads_to_its_state():
    assert LAMP.take("light", Lamp.OFF, Role.MUNI_SENDER, ALL_THERE) is Lamp.ON


def test_a_step_that_the_state_does_not_have_is_refused_by_step_and_state():
    with pytest.raises(StepNotOpen) as refused:
        LAMP.take("darken", Lamp.OFF, Role.MUNI_SENDER, ALL_THERE)
    first, remedy = str(refused.value).split("\n")
    assert first == "lamp: step 'darken' is not open from 'off'"
    assert remedy.startswith("Load the case again")


def test_a_step_that_no_table_has_is_refused_without_repeating_it():
    with pytest.raises(StepNotOpen) as refused:
        LAMP.take("canary", Lamp.OFF, Role.MUNI_SENDER, ALL_THERE)
    assert "canary" not in str(refused.value)
    assert refused.value.step is None


@pytest.mark.parametrize("role", [Role.POLICE_SENDER, Role.ADMINISTRATOR, Itself.ITSELF, None])
def test_a_step_of_another_role_is_refused_before_anything_missing_is_told(role):
    with pytest.raises(NotAllowed, match=r"step 'light' from 'off' is not yours to take\n"):
        LAMP.take("light", Lamp.OFF, role, Facts())


def test_who_is_refused_learns_which_table_of_steps_it_was():
    with pytest.raises(NotAllowed) as refused:
        LAMP.take("light", Lamp.OFF, None, Facts())
    assert str(refused.value).startswith("lamp: ")


def test_a_state_is_reached_by_any_way_and_not_by_the_last_one_alone():
    ways = (
        step("left", ("start",), "left"),
        step("right", ("start",), "right"),
        step("on_left", ("left",), "end"),
        step("on_right", ("right",), "far"),
        step("ends", ("far",), "end"),
    )
    fork = StrEnum("fork", ["start", "left", "right", "far", "end"])
    Workflow[StrEnum, Facts](
        "fork",
        fork.start,
        tuple(replace(each, frm=tuple(map(fork, each.frm)), to=fork(each.to)) for each in ways),
        frozenset({fork.end}),
    )


def test_all_that_is_missing_is_named_and_not_only_the_first():
    with pytest.raises(Missing) as refused:
        LAMP.take("light", Lamp.OFF, Role.MUNI_SENDER, Facts())
    assert refused.value.needs == {"bulb": "a bulb", "power": "power"}
    assert str(refused.value).split("\n") == [
        "lamp: step 'light' from 'off' is missing 2 thing(s)",
        "First put on record: a bulb; power.",
    ]


def test_what_is_missing_can_be_asked_before_anybody_presses():
    assert LAMP.missing("light", Lamp.OFF, Facts(has_bulb=True)) == (POWER,)


def test_asking_what_is_missing_for_a_step_that_is_not_open_is_refused():
    with pytest.raises(StepNotOpen):
        LAMP.missing("darken", Lamp.OFF, Facts())


@pytest.mark.parametrize(
    ("state", "role", "names"),
    [
        (Lamp.OFF, Role.MUNI_SENDER, ["light"]),
        (Lamp.ON, Role.MUNI_SENDER, ["darken"]),
        (Lamp.ON, Role.MUNI_RECEIVER, []),
        (Lamp.ON, Itself.ITSELF, ["break"]),
        (Lamp.ON, None, []),
        (Lamp.BROKEN, Role.MUNI_SENDER, []),
    ],
)
def test_open_steps_are_those_of_state_and_role(state, role, names):
    assert [each.name for each in LAMP.open_steps(state, role)] == names


@pytest.mark.parametrize(
    ("who", "also", "role", "may"),
    [
        (SENDER, False, Itself.ITSELF, False),
        (SENDER, True, Itself.ITSELF, True),
        (SENDER, True, None, False),
        (SENDER, True, Role.MUNI_SENDER, True),
        (BY_ITSELF, False, Itself.ITSELF, True),
        (BY_ITSELF, False, None, False),
        (BY_ITSELF, False, Role.CENTRAL_DECISION_MAKER, False),
    ],
)
def test_the_product_takes_only_what_is_left_to_it(who, also, role, may):
    assert step("a", (Lamp.OFF,), Lamp.ON, who, also_by_itself=also).may_be_taken_by(role) is may


@pytest.mark.parametrize(
    ("qualifications", "may"),
    [
        (frozenset(), False),
        (frozenset({Qualification.NETWORK_MEMBER}), False),
        (FINANCE, True),
        (frozenset(Qualification), True),
    ],
)
def test_a_qualification_narrows_a_role(qualifications, may):
    narrowed = step("a", (Lamp.OFF,), Lamp.ON, qualified=FINANCE)
    assert narrowed.may_be_taken_by(Role.MUNI_SENDER, qualifications) is may


def test_a_qualification_gives_nobody_another_role():
    narrowed = step("a", (Lamp.OFF,), Lamp.ON, qualified=FINANCE)
    assert not narrowed.may_be_taken_by(Role.POLICE_SENDER, FINANCE)


def test_two_steps_of_one_name_may_lead_on_from_different_states():
    again = step("light", (Lamp.BROKEN,), Lamp.OFF)
    lamp = Workflow("lamp", Lamp.OFF, (LIGHT, DARKEN, BREAK, again), frozenset())
    assert lamp.take("light", Lamp.BROKEN, Role.MUNI_SENDER, Facts()) is Lamp.OFF


class Elsewhere(StrEnum):
    DIM = "dim"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"start": Elsewhere.DIM}, "unknown state"),
        ({"steps": (*LAMP.steps, step("dim", (Lamp.ON,), Elsewhere.DIM))}, "unknown state"),
        ({"steps": (*LAMP.steps, step("dim", (Elsewhere.DIM,), Lamp.ON))}, "unknown state"),
        ({"final": frozenset({Lamp.BROKEN, Elsewhere.DIM})}, "unknown state"),
        ({"awaits": {Elsewhere.DIM: "nothing"}}, "unknown state"),
        ({"steps": (LIGHT, DARKEN)}, "nothing leads to 'broken'"),
        ({"final": frozenset()}, "'broken' has no way out and is not final"),
        (
            {
                "steps": (*LAMP.steps, step("stay", (Lamp.BROKEN,), Lamp.BROKEN)),
                "final": frozenset(),
            },
            "'broken' has no way out and is not final",
        ),
        ({"steps": (*LAMP.steps, LIGHT)}, "two steps 'light' from 'off'"),
        ({"steps": (LIGHT, DARKEN, replace(BREAK, qualified=FINANCE))}, "is for nobody"),
        ({"steps": (LIGHT, DARKEN, replace(BREAK, also_by_itself=True))}, "is for nobody"),
    ],
)
def test_a_table_with_a_hole_is_refused(changes, fault):
    with pytest.raises(ValueError, match=fault):
        replace(LAMP, **changes)


def test_a_circle_that_nothing_enters_is_refused():
    circle = (step("a", (Lamp.ON,), Lamp.BROKEN), step("b", (Lamp.BROKEN,), Lamp.ON))
    with pytest.raises(ValueError, match="nothing leads to 'on'"):
        Workflow("lamp", Lamp.OFF, circle, frozenset(Lamp))


def test_the_drawing_is_the_table_and_nothing_else():
    assert LAMP.drawing().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> off",
        "    off --> on: light",
        "    on --> off: darken",
        "    on --> broken: break",
        "    off --> broken: break",
        "    broken --> [*]",
    ]


def test_a_table_cannot_be_changed_once_it_stands():
    with pytest.raises(AttributeError):
        LAMP.steps = ()


@pytest.mark.parametrize("kind", [StepNotOpen, NotAllowed, Missing])
def test_a_refusal_is_something_that_a_user_can_meet_and_mend(kind):
    assert issubclass(kind, RelocationError)


def test_an_actor_is_an_account_and_carries_no_role_to_a_case():
    actor = Actor(
        UserId("u1"),
        OrganisationId("o1"),
        Function.MUNICIPAL_EXIT_COORDINATOR,
        frozenset({Qualification.PREVENTION_CONSULTANT}),
        Assurance.SIGNED_IN,
    )
    kinds = {field.type for field in fields(Actor)}
    assert Role not in kinds
    assert actor.assurance < Assurance.STEPPED_UP
