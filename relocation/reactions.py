"""What follows from what: the only choreography, run before commit in the same transaction.

Keys are the events that the tables of steps tell of. A reaction that fails undoes all.
"""

from collections.abc import Mapping

from relocation.cases import excluding, inquiries, notices, unpressed
from relocation.handovers import calls, protection, residence
from relocation.handovers import service as handovers
from relocation.measures import service as measures
from relocation.nominations import service as nominations
from relocation.partners import service as partners
from relocation.placements import checks
from relocation.placements import service as placements
from relocation.safety import service as safety
from relocation.staffing import leaving
from relocation.work import Reaction

CLOSE = (unpressed.close_if_nothing_depends,)
ENDED = (measures.pass_on, partners.stop_all, notices.tell_nec_of_end, *CLOSE)
"""A case that ends closes last, after all that hangs on it (REL-12)."""
WHEN: Mapping[str, tuple[Reaction, ...]] = {
    "PreVisited": (inquiries.begin_both,),
    "AssessedAgain": (inquiries.ask_both_again, excluding.part_authors),
    "SentOn": (nominations.withdraw_with_the_candidate, *ENDED),
    "DraftExpired": (nominations.withdraw_with_the_candidate, *ENDED),
    "VisitationDecided": (notices.tell_nec_of_visitation,),
    "FoundNotEligible": (nominations.withdraw_with_the_candidate, notices.tell_nec_of_end),
    "Admitted": (notices.tell_nec_of_visitation, excluding.part_authors),
    "AgreementSigned": (measures.begin_signed, notices.tell_of_agreement),
    "CourseChanged": (notices.tell_nec_of_change,),
    "CaseCompleted": ENDED,
    "CaseClosed": (
        inquiries.let_fall,
        nominations.let_fall,
        safety.let_fall,
        residence.let_fall,
        checks.let_fall,
        calls.settle,
    ),
    "SafetyReassessed": (
        safety.supersede_older,
        safety.answer_reports,
        safety.inform,
        placements.note_newer_picture,
        placements.reopen_for_safety,
        checks.check_after_the_move,
    ),
    "FindingsRecorded": (
        safety.supersede_older,
        safety.answer_reports,
        safety.send_if_changed,
        placements.note_newer_picture,
        placements.reopen_for_safety,
        checks.check_after_the_move,
    ),
    "PrecautionsSent": (safety.send,),
    "PrecautionsConfirmed": (safety.note_if_all_confirmed,),
    "NominationSubmitted": (
        nominations.assign,
        nominations.note_nominated,
        checks.note_nomination,
        calls.settle,
    ),
    "AcuteJudgementPutRight": (nominations.act_on_put_right,),
    "JudgedAnew": (
        placements.stop_for,
        checks.note_judged_anew,
        checks.note_nomination,
        calls.settle,
        nominations.assign,
    ),
    "ColleagueNamed": (safety.brief_named,),
    "ColleagueTakenOff": (leaving.leave,),
    "AccountDenied": (leaving.keep_out,),
    "DenialLifted": (leaving.let_be_named,),
    "FoundNecessary": (nominations.review_if_acute, placements.open_for),
    "FoundNotNecessary": (
        nominations.review_if_acute,
        checks.note_not_necessary,
        checks.check_home,
        *CLOSE,
    ),
    "CandidateWithdrew": (nominations.withdraw_with_the_candidate, *ENDED),
    "CaseLapsed": (nominations.withdraw_with_the_candidate, *ENDED),
    "CaseEndedCentrally": (nominations.withdraw_with_the_candidate, *ENDED),
    "NominationWithdrawn": (placements.stop_for, checks.call_anew, checks.check_home, *CLOSE),
    "NominationExpired": (checks.call_anew, checks.check_home, *CLOSE),
    "PlaceHolds": (calls.settle,),
    "CallSettled": (calls.settle,),
    "ShortlistReleased": (placements.ask_anew,),
    "HearingOpened": (placements.ask_anew,),
    "SenderHeard": (placements.note_if_heard,),
    "CandidateHeard": (placements.note_if_heard,),
    "CandidateHearingLeftOut": (placements.note_if_heard,),
    "ReconsiderationAnswered": (placements.reopen_if_granted, checks.check_if_granted),
    "NominationCalledFor": (calls.tell, checks.answer_by_call, checks.note_if_in, calls.settle),
    "ReceiverContacted": (handovers.open_for, safety.brief_newcomers),
    "PlacementReopened": (handovers.call_off_for,),
    "PlacementStopped": (placements.let_requests_fall, handovers.call_off_for, *CLOSE),
    "MoveConfirmed": (
        placements.ask_no_more,
        residence.owe_for_move,
        checks.let_fall,
        calls.settle,
    ),
    "AddressWritten": (residence.owe_for_address,),
    "IdentityCorrected": (residence.owe_for_identity,),
    "Registered": (protection.begin,),
    "ProtectionAskedAnew": (protection.begin,),
    "HandoverCompleted": (notices.tell_nec_of_change, *CLOSE),
    "HandoverCalledOff": (handovers.let_points_fall, handovers.set_papers_aside, *CLOSE),
}
