"""What must be on record before a step with a partner."""

from relocation.partners.model import Facts
from relocation.workflow import Need

BASIS = Need[Facts](
    "basis", "the candidate's consent and its day, or another legal basis", lambda f: f.has_basis
)
SHARED = Need[Facts](
    "shared", "what was shared, when and on which basis", lambda f: f.is_told_what_was_shared
)
REASONS = Need[Facts]("reasons", "reasons", lambda f: f.has_reasons)
