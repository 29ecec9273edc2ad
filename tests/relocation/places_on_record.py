"""The same for placements and what is beside them."""

from relocation.placements import model as placements

PLACEMENT = placements.Facts(
    necessity_is_confirmed=True,
    has_proposal=True,
    proposal_is_current=True,
    rules_are_named=True,
    has_enough_open_places=True,
    has_reasons=True,
    sender_hearing=placements.SenderHearing.ON_RECORD,
    candidate_hearing=placements.CandidateHearing.ON_RECORD,
    has_place=True,
    place_is_open=True,
    assessment_allows=True,
    no_change_waits=True,
    reasons_by=frozenset(placements.Criterion),
    follows_proposal=True,
    decided_by="one",
    acting="another",
    contact_is_logged=True,
    named_are_there=True,
    none_is_denied=True,
    safety_changed=True,
    newer_is_written=True,
    reconsideration=placements.Reconsideration.GRANTED,
    move_is_not_confirmed=True,
    nomination_is_over=True,
    something_changed=True,
)
HEARING = placements.HearingFacts(
    hearing_is_open=True, has_statement=True, has_legal_ground=True, placement_is_stopped=True
)
CHECK = placements.CheckFacts(
    place_is_open=True,
    place_is_closed=True,
    has_reasons=True,
    nomination_is_in=True,
    is_not_necessary=True,
    came_to_nothing=True,
    is_judged_anew=True,
    call_is_answered=True,
    reads_answer=True,
    answered_by="one",
    nobody_asks=True,
    newer_is_written=True,
    took_part=frozenset({"one", "another"}),
    acting="third",
)
RECONSIDERATION = placements.ReconsiderationFacts(
    decision_stands=True,
    is_first_request=True,
    decision_is_past=True,
    is_stopped=True,
    nomination_is_called_for=True,
    has_candidates_word=True,
    has_reasons=True,
    took_part=frozenset({"one", "another"}),
    acting="third",
)
