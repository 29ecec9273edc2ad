"""What follows from what: the only choreography, run before commit in the same transaction.

Keys are the events that the tables of steps tell of. A reaction that fails undoes all.
"""

from collections.abc import Mapping

from relocation.nominations import service as nominations
from relocation.work import Reaction

WHEN: Mapping[str, tuple[Reaction, ...]] = {
    "FoundNecessary": (nominations.review_if_acute,),
    "FoundNotNecessary": (nominations.review_if_acute,),
    "CandidateWithdrew": (nominations.withdraw_with_the_candidate,),
    "CaseLapsed": (nominations.withdraw_with_the_candidate,),
}
