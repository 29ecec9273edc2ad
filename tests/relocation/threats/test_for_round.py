"""What the engine is given of the threat picture: keys instead of names, whole and sound."""

from relocation.actor import Function
from relocation.threats.for_round import threat_on
from relocation.threats.service import state
from scoring.round_bounds import KEY
from scoring.threat import RelationKind
from tests.relocation.desk import NOW
from tests.relocation.threats.statements import FIRST, NORTH, SOUTH, TODAY, presence, relation


def test_the_engine_is_given_keys_and_the_central_unit_whose_they_are(desk):
    said = [NORTH, SOUTH, relation("feud", "South Side", "NORTH side"), presence("north side")]
    with desk.transaction() as session:
        state(session, desk.actor(Function.POLICE_EXIT_COORDINATOR), said, NOW)
    with desk.transaction() as session:
        central = desk.actor(Function.CENTRAL_CASEWORKER)
        found = threat_on(session, central, TODAY, NOW)
        again = threat_on(session, central, TODAY, NOW)
    north, south = (group.key for group in found.groups)
    assert found == again
    assert found.names == {north: "North Side", south: "South Side"}
    assert all(KEY.fullmatch(key) and "side" not in key for key in (north, south))
    (feud,) = found.relations
    assert (feud.kind, feud.groups, feud.since) == (RelationKind.FEUD, (south, north), FIRST)
    (at,) = found.presence
    assert (at.group, at.municipality, at.level, at.certainty_percent) == (north, "0101", 2, 80)
    assert at.source == "police_report"
