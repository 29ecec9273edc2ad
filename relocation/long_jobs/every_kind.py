"""The kinds of long job that the product has."""

from relocation.long_jobs.kind import Kind
from relocation.long_jobs.proposing import PROPOSE_ROUND

KINDS: tuple[Kind, ...] = (PROPOSE_ROUND,)
