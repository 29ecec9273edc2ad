"""What the tables of a handover, its points and of safety assessments say, rule by rule."""

import pytest

from relocation.handovers.kinds import KNOWLEDGE
from relocation.handovers.model import ContactPerson, Knowledge, Signature, Term
from relocation.handovers.papers import Subject
from relocation.handovers.steps import HANDOVER, TERM, State
from relocation.safety.steps import ASSESSMENT, RECEIPT
from relocation.workflow import Itself
from tests.relocation.asking import leads_from, missing, path, takers

OPEN_TERMS = [Term.PROPOSED, Term.COUNTERED, Term.MEDIATED]


@pytest.mark.rule("HO-2")
def test_a_term_binds_when_who_performs_it_accepts_and_can_keep_it():
    performing = {"muni_receiver", "police_receiver", "probation_party"}
    assert takers("term", "accept", "proposed") == performing
    assert missing("term", "accept", "proposed", performs_it=False) == ["performs_it"]
    assert missing("term", "accept", "proposed", is_within_reach=False) == ["within_reach"]


@pytest.mark.rule("HO-2")
def test_the_receiver_answers_with_another_wording_and_reasons():
    assert missing("term", "counter", "proposed", has_other_wording=False) == ["other_wording"]
    assert missing("term", "counter", "proposed", has_reasons=False) == ["reasons"]
    assert path("term", Term.PROPOSED, "counter", "propose_again", "accept") == [
        "countered",
        "proposed",
        "accepted",
    ]


@pytest.mark.rule("HO-2")
def test_the_receivers_own_wording_binds_when_the_giving_side_accepts_it():
    assert takers("term", "accept", "countered") == {"muni_sender", "police_sender"}


@pytest.mark.parametrize("term", OPEN_TERMS)
@pytest.mark.rule("HO-2")
def test_nothing_is_signed_with_a_term_that_is_open(term):
    terms = (Term.ACCEPTED, term)
    assert missing("signature", "sign", "unsigned", terms=terms) == ["terms_settled"]


def test_terms_that_nobody_drew_up_are_not_settled():
    assert missing("signature", "sign", "unsigned", terms=None) == ["terms_settled"]


@pytest.mark.rule("HO-9")
def test_nothing_is_signed_before_terms_beyond_the_declared_services_are_answered():
    lacking = missing("signature", "sign", "unsigned", mismatches_are_answered=False)
    assert lacking == ["mismatches_answered"]


@pytest.mark.rule("HO-5")
def test_the_agreement_is_signed_again_while_the_handover_is_under_way():
    assert path("signature", Signature.SIGNED, "sign") == ["signed"]
    assert missing("signature", "sign", "signed", handover_is_under_way=False) == ["under_way"]


@pytest.mark.rule("HO-10")
def test_no_signature_is_closed_that_covers_what_binds():
    assert missing("signature", "close_signature", "signed", is_signed=True) == ["not_signed"]


@pytest.mark.rule("HO-3")
def test_the_checklist_covers_what_passes_from_municipality_to_municipality():
    assert [str(each) for each in Subject] == [
        "safety_precautions",
        "social",
        "health",
        "work_and_education",
        "family",
        "economy",
        "agreement_history",
    ]
    assert set(KNOWLEDGE) == set(Subject)


@pytest.mark.rule("HO-3")
def test_an_item_of_knowledge_is_given_received_and_confirmed():
    assert path("knowledge_item", Knowledge.AWAITED, "give", "receive", "confirm") == [
        "given",
        "received",
        "confirmed",
    ]
    assert takers("knowledge_item", "give", "awaited") == {"muni_sender"}
    assert takers("knowledge_item", "confirm", "received") == {"muni_receiver"}


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"terms": None}, "every_term"),
        *(({"terms": (Term.ACCEPTED, term)}, "every_term") for term in OPEN_TERMS),
        ({"signature": Signature.UNSIGNED, "is_signed": False}, "signed_anew"),
        ({"is_signed": False}, "signed_anew"),
        ({"knowledge": None}, "every_item"),
        ({"knowledge": ()}, "every_item"),
        *(
            ({"knowledge": (Knowledge.CONFIRMED, item)}, "every_item")
            for item in (Knowledge.AWAITED, Knowledge.GIVEN, Knowledge.RECEIVED)
        ),
        ({"contact_person": ContactPerson.AWAITED}, "contact_person"),
    ],
)
@pytest.mark.rule("HO-5")
def test_a_handover_is_complete_only_when_every_point_is_done_or_closed(changes, lacking):
    assert missing("handover", "complete", "moved", **changes) == [lacking]


@pytest.mark.parametrize(
    "changes",
    [
        {"terms": (Term.LEFT_OUT, Term.NOTED_AS_DUTY)},
        {"signature": Signature.CLOSED_BY_CENTRAL, "is_signed": False},
        {"knowledge": (Knowledge.CLOSED_BY_CENTRAL,)},
        {"contact_person": ContactPerson.CLOSED_BY_CENTRAL},
    ],
)
@pytest.mark.rule("HO-5", "HO-10")
def test_a_point_that_the_central_unit_closed_holds_no_handover_up(changes):
    assert missing("handover", "complete", "moved", **changes) == []


@pytest.mark.rule("HO-5")
def test_nothing_completes_a_handover_before_the_move_is_confirmed():
    assert HANDOVER.step("complete", State.MOVED).frm == (State.MOVED,)
    assert missing("handover", "confirm_move", "opened", has_day_of_stay=False) == ["day_of_stay"]


@pytest.mark.rule("HO-7")
def test_registration_follows_the_written_notice_of_the_police():
    notice = missing("registration", "give_notice", "not_asked", has_written_notice=False)
    assert notice == ["written_notice"]
    over = missing("registration", "give_notice", "not_asked", can_be_asked_for=False)
    assert over == ["can_be_asked_for"]
    assert takers("registration", "register", "notice_given") == {"muni_receiver", "muni_sender"}
    elsewhere = missing("registration", "register", "notice_given", is_where_it_lives=False)
    assert elsewhere == ["where_it_lives"]


@pytest.mark.rule("HO-7")
def test_a_change_of_residence_is_reported_by_who_holds_it_to_the_police_there():
    told, kept = ("residence_report", "tell_police"), ("residence_report", "acknowledge")
    assert takers(*told, "report_owed") == {"muni_receiver", "muni_sender"}
    assert takers(*kept, "reported") == {"police_receiver", "police_sender"}
    assert missing(*told, "report_owed", is_reported=False) == ["reported"]
    for step, state in ((told, "report_owed"), (kept, "reported")):
        assert missing(*step, state, is_where_it_lives=False) == ["where_it_lives"]


@pytest.mark.rule("HO-10")
def test_a_term_that_is_not_agreed_in_time_goes_to_the_central_unit_by_itself():
    for state in (Term.PROPOSED, Term.COUNTERED):
        assert missing("term", "mediate", state, is_settled_too_late=False) == ["too_late"]
        assert TERM.step("mediate", state).may_be_taken_by(Itself.ITSELF)


@pytest.mark.parametrize("obliges", [True, False, None])
@pytest.mark.rule("HO-10")
def test_a_mediated_term_is_left_out_or_where_the_law_obliges_noted_as_a_duty(obliges):
    open_ = {
        step
        for step in ("leave_out", "note_as_duty")
        if missing("term", step, "mediated", law_obliges=obliges) == []
    }
    assert open_ == {True: {"note_as_duty"}, False: {"leave_out"}, None: set()}[obliges]


@pytest.mark.parametrize(
    ("workflow", "step", "state"),
    [
        ("signature", "close_signature", "unsigned"),
        ("knowledge_item", "close_item", "awaited"),
        ("knowledge_item", "close_item", "received"),
        ("contact_person", "close_contact_person", "awaited"),
    ],
)
@pytest.mark.rule("HO-10")
def test_the_central_unit_closes_a_point_with_reasons_and_only_after_the_move(
    workflow, step, state
):
    assert takers(workflow, step, state) == {"central_caseworker", "central_decision_maker"}
    assert missing(workflow, step, state, move_is_confirmed=False) == ["move_confirmed"]
    assert missing(workflow, step, state, has_reasons=False) == ["reasons"]


@pytest.mark.rule("HO-10")
def test_the_move_asks_for_precautions_and_contact_person_and_never_for_terms():
    unsettled = {"terms": None, "signature": Signature.UNSIGNED, "knowledge": None}
    assert missing("handover", "clear_move", "opened", **unsettled) == []
    assert missing("handover", "confirm_move", "ready_to_move", **unsettled) == []
    unready = {"precautions_are_confirmed": False, "contact_person": ContactPerson.AWAITED}
    lacking = missing("handover", "clear_move", "opened", **unready)
    assert lacking == ["precautions", "contact_person_named"]


@pytest.mark.rule("HO-10")
def test_who_does_not_arrive_is_recorded_and_answered():
    assert path("handover", State.READY_TO_MOVE, "record_non_arrival", "answer_non_arrival") == [
        "not_arrived",
        "opened",
    ]


@pytest.mark.parametrize("state", [State.OPENED, State.READY_TO_MOVE, State.NOT_ARRIVED])
@pytest.mark.rule("REL-9")
def test_a_handover_is_called_off_before_the_move_when_its_placement_is_reopened(state):
    assert missing("handover", "call_off", state, is_over=False) == ["over"]


@pytest.mark.rule("REL-12")
def test_after_the_move_a_handover_can_only_be_completed():
    assert leads_from("handover", State.MOVED) == {"complete"}


@pytest.mark.rule("WF-19")
def test_an_assessment_has_precautions_for_the_candidate_and_for_staff():
    for field in ("has_precautions_for_candidate", "has_precautions_for_staff"):
        lacking = missing(
            "safety_assessment", "write_assessment", "change_reported", **{field: False}
        )
        assert lacking == ["precautions"]


@pytest.mark.rule("WF-19")
def test_the_police_write_the_assessment_and_staff_are_informed_without_anybody_pressing():
    written = takers("safety_assessment", "write_assessment", "change_reported")
    assert written == {"police_sender", "police_receiver"}
    assert ASSESSMENT.step("inform_staff", "written").may_be_taken_by(Itself.ITSELF)


@pytest.mark.rule("WF-19")
def test_staff_confirm_their_own_receipt_also_when_it_is_late():
    assert missing("receipt", "confirm_receipt", "sent", is_the_recipients_own=False) == ["own"]
    assert path("receipt", RECEIPT.start, "escalate", "confirm_receipt") == ["unread", "confirmed"]


@pytest.mark.rule("WF-19")
def test_an_assessment_is_confirmed_when_all_receipts_are_in():
    lacking = missing("safety_assessment", "note_receipts", "staff_informed", all_confirmed=False)
    assert lacking == ["all_confirmed"]


@pytest.mark.rule("WF-22")
def test_at_the_receiver_too_a_contact_person_is_changed_by_handing_on_what_is_known():
    says = {"is_handed_on": "handed_on", "has_name": "name", "case_is_open": "case_open"}
    for field, lacking in says.items():
        assert missing("contact_person", "hand_on", "named", **{field: False}) == [lacking]
