"""One page of a list after the other, each from the last line of the one before (IF-1)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from enum import StrEnum

from fastapi import Request, Response

from api.problems import BadCursor

MOST, USUAL = 100, 25
After = tuple[datetime | None, str]


class Sort(StrEnum):
    """In which order a list comes."""

    DUE = "due_date"
    DUE_LAST = "-due_date"


def cursor_of(after: After) -> str:
    """The last line of a page, for the address of the next one."""
    due, own = after
    told = json.dumps([due and due.isoformat(), own])
    return urlsafe_b64encode(told.encode()).decode().rstrip("=")


def after_of(cursor: str | None) -> After | None:
    """The line that a page begins after.

    Raises:
        BadCursor: it was made by no page.
    """
    if cursor is None:
        return None
    try:
        told = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        due, own = told
        moment = None if due is None else datetime.fromisoformat(due)
        if not isinstance(own, str) or (moment is not None and moment.tzinfo is None):
            raise BadCursor
    except (ValueError, TypeError):
        raise BadCursor from None
    return moment, own


def link_next(request: Request, response: Response, after: After) -> None:
    """Tell where the next page is."""
    url = request.url.include_query_params(cursor=cursor_of(after))
    response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
