"""Roles that act together in the tables of steps, by the words of the field."""

from collections.abc import Collection

from relocation.permissions import Role, Stage

LOCAL_UNIT = frozenset({Role.MUNI_SENDER, Role.POLICE_SENDER, Role.PROBATION_PARTY})
"""The local exit unit of the present residence, and who may ask or speak for the candidate."""
COORDINATORS = frozenset({Role.MUNI_SENDER, Role.POLICE_SENDER})
"""The exit coordinator and the police exit coordinator."""
EXIT_COORDINATOR = frozenset({Role.MUNI_SENDER})
UNIT_LEAD = frozenset({Role.POLICE_SENDER})
"""Who decides for the local exit unit: the police coordinate it (KL 2)."""
RESIDENCE = frozenset({Role.MUNI_SENDER, Role.MUNI_RECEIVER})
"""Either municipality; which of them is responsible is asked of the facts (HO-5)."""
COURSE = frozenset({*LOCAL_UNIT, Role.MUNI_RECEIVER, Role.POLICE_RECEIVER})
"""Everybody who may write down what the candidate says, wherever it lives by now."""
POLICE = frozenset({Role.POLICE_SENDER, Role.POLICE_RECEIVER})
RECEIVING_MUNICIPALITY = frozenset({Role.MUNI_RECEIVER})
RECEIVING = frozenset({Role.MUNI_RECEIVER, Role.POLICE_RECEIVER})
PERFORMERS = frozenset({*RECEIVING, Role.PROBATION_PARTY})
"""Who performs terms where the candidate will live."""
CASEWORKER = frozenset({Role.CENTRAL_CASEWORKER})
DECISION_MAKER = frozenset({Role.CENTRAL_DECISION_MAKER})
CENTRAL_UNIT = CASEWORKER | DECISION_MAKER
EVERYBODY = COURSE | CENTRAL_UNIT
"""Whoever stands on a list to work on the case."""
AFTER_THE_MOVE = frozenset({Stage.RELOCATED, Stage.CLOSED})


def acting(roles: Collection[Role], stage: Stage) -> frozenset[Role]:
    """In which of its roles somebody may still do something; the earlier sender in none (HO-8)."""
    return frozenset(roles) - (COORDINATORS if stage in AFTER_THE_MOVE else frozenset())


def among(roles: frozenset[Role], who: frozenset[Role], *, is_there: bool) -> frozenset[Role]:
    """In which of somebody's roles something is theirs that is for these.

    The Prison and Probation Service is one authority for the whole country: its officer of where
    the person will live takes nothing that is the local exit unit's of the present residence, and
    an officer of there nothing that is the receiver's.
    """
    senders, receivers = bool(who & COORDINATORS), bool(who & RECEIVING)
    is_the_others = senders and not receivers if is_there else receivers and not senders
    return (roles & who) - ({Role.PROBATION_PARTY} if is_the_others else frozenset[Role]())
