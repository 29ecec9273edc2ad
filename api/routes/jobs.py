"""Long work: asked for, watched and cancelled; a round of everybody who waits is the first kind."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from api.door import Asking, Asks
from api.routes.buttons import PROBLEMS
from api.routes.once import Told
from relocation.handles import own_case_of, own_handle
from relocation.long_jobs import service
from relocation.long_jobs.model import Code, Job, Seen, State
from relocation.long_jobs.proposing import NOTHING, PROPOSE_ROUND
from relocation.placements.rounds import ANSWER

Id = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="the job's, as it was answered")]


class ProgressOut(BaseModel):
    """So many steps of so many; 0 of 0 where nobody knows yet."""

    done: int
    total: int


class JobOut(BaseModel):
    """A job as whoever asked for it sees it."""

    id: str
    kind: str
    state: State
    asked: datetime
    begun: datetime | None
    ended: datetime | None
    progress: ProgressOut
    is_cancel_asked: bool
    failed_by: Code | None = Field(description="why it failed; nothing was done then")


LACKING = (
    "what its case does not say, by code: `origin`, `household`, `household.known_ties`,"
    " `needs.asked`, `safety_picture` and its `threat_level` or `place_left`, or `unknown_group`"
    " where the group is called otherwise than in the threat picture; once it is on record, another"
    " round proposes; `another_case` where the person is in the round by another of its cases"
)


class PlacementOut(BaseModel):
    """What a round came to for one candidate."""

    case: str
    placement: str
    state: str | None = Field(
        description="where the placement stands by it; null where the round left it as it was"
    )
    lacking: tuple[str, ...] = Field(default=(), description=LACKING)


class RoundOut(BaseModel):
    """What a round came to, for the caller's own cases."""

    placements: list[PlacementOut]


class WholeOut(BaseModel):
    """A job with its answer, once there is one."""

    job: JobOut
    answer: RoundOut | None


class JobsOut(BaseModel):
    """The caller's jobs, the newest first."""

    jobs: list[JobOut]


class SeenOut(BaseModel):
    """Everybody's jobs without content: for who looks after the machine."""

    jobs: list[Seen]


def router() -> APIRouter:
    """All routes of long work."""
    made = APIRouter(tags=["jobs"], responses=PROBLEMS)
    made.add_api_route("/rounds", ask_for_round, methods=["POST"], status_code=202)
    made.add_api_route("/jobs", own_jobs, methods=["GET"])
    made.add_api_route("/jobs/{job}", one_job, methods=["GET"])
    made.add_api_route("/jobs/{job}/cancellations", cancel, methods=["POST"])
    made.add_api_route("/machine/jobs", every_job, methods=["GET"])
    return made


def ask_for_round(told: Told, asks: Asks, response: Response) -> JobOut:
    """Have the engine propose for everybody who waits; answers with a job to poll."""

    def do(asking: Asking) -> JobOut:
        press = told.press(asking)
        made = service.ask(asking.session, asking.actor, PROPOSE_ROUND, NOTHING, press)
        return _job(service.job_of(asking.session, asking.actor, made, asking.now).job)

    found = asks.asks(do)
    response.headers["Location"] = f"/api/v1/jobs/{found.id}"
    return found


def own_jobs(asks: Asks) -> JobsOut:
    """List the jobs that the caller asked for."""
    found = asks.asks(lambda asking: service.jobs(asking.session, asking.actor))
    return JobsOut(jobs=[_job(each) for each in found])


def one_job(job: Id, asks: Asks) -> WholeOut:
    """Show how far a job is, and what it answers."""

    def do(asking: Asking) -> WholeOut:
        found = service.job_of(asking.session, asking.actor, job, asking.now)
        is_round = found.job.kind == PROPOSE_ROUND.name and found.answer is not None
        answer = _round(asking, found.answer) if is_round else None
        return WholeOut(job=_job(found.job), answer=answer)

    return asks.asks(do)


def cancel(job: Id, told: Told, asks: Asks) -> JobOut:
    """Cancel a job: one that waits at once, one that runs as soon as its worker hears of it."""

    def do(asking: Asking) -> JobOut:
        service.cancel(asking.session, asking.actor, job, told.press(asking))
        return _job(service.job_of(asking.session, asking.actor, job, asking.now).job)

    return asks.asks(do)


def every_job(asks: Asks) -> SeenOut:
    """Show everybody's jobs without content; for the administrator."""
    found = asks.asks(lambda asking: service.every_job(asking.session, asking.actor))
    return SeenOut(jobs=list(found))


def _job(found: Job) -> JobOut:
    return JobOut(
        id=found.id,
        kind=found.kind,
        state=found.state,
        asked=found.asked,
        begun=found.begun,
        ended=found.ended,
        progress=ProgressOut(done=found.progress.done, total=found.progress.total),
        is_cancel_asked=found.is_cancel_asked,
        failed_by=found.code,
    )


def _round(asking: Asking, answer: Mapping[str, Any]) -> RoundOut:
    proposed = ANSWER.validate_python(answer)
    states: dict[str, str | None] = {row: it.state for row, it in proposed.moved.items()}
    states |= dict.fromkeys((*proposed.lacking, *proposed.kept))
    session, actor = asking.session, asking.actor
    return RoundOut(
        placements=[
            PlacementOut(
                case=own_case_of(session, actor, row),
                placement=own_handle(session, actor, row),
                state=state,
                lacking=tuple(proposed.lacking.get(row, ())),
            )
            for row, state in states.items()
        ]
    )
