"""What a user would build instead: the same rows read by FastAPI and SQLAlchemy, and no secrets."""

import os

from fastapi import FastAPI
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.documents.tables import DocumentRow
from relocation.wall import let_into_all

ADDRESS = "BENCHMARK_DATABASE"
ROWS = 20


def application() -> FastAPI:
    """An in-tray, and one case with its papers."""
    engine = create_engine(os.environ[ADDRESS], pool_size=20)
    app = FastAPI()

    @app.get("/cases")
    def tray(after: str = "") -> list[dict[str, str]]:
        with Session(engine) as session:
            asked = select(CaseRow).where(CaseRow.id > after).order_by(CaseRow.id).limit(ROWS)
            return [{"id": row.id, "stage": row.stage} for row in session.scalars(asked)]

    @app.get("/cases/{case}")
    def one(case: str) -> dict[str, str | int]:
        with Session(engine) as session:
            let_into_all(session.connection())
            row = session.get_one(CaseRow, case)
            papers = session.scalars(select(DocumentRow).where(DocumentRow.case_id == case)).all()
            return {"id": row.id, "stage": row.stage, "papers": len(papers)}

    return app
