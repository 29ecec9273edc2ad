"""A change of what belongs to no case: done once for each key, like every press in one (RE-5)."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from api.door import Asking
from api.routes.buttons import Seen, unseen
from relocation.transition import act_once

Told = Annotated[Seen, Depends(unseen)]


class Handed(BaseModel):
    """What is handed in; a part that is not named is refused."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Done(BaseModel):
    """That it was done, or was done before under this key."""

    done: bool = True


def once(asking: Asking, told: Seen, asked: tuple[Any, ...], act: Callable[[], Any]) -> Any:
    """Act, or give the answer that the same request had before.

    Raises:
        KeyReused: the key came before with another request.
    """
    plain = tuple(
        each.model_dump(mode="json") if isinstance(each, BaseModel) else each for each in asked
    )
    return act_once(asking.session, asking.actor, told.press(asking), plain, act)


def done(asking: Asking, told: Seen, asked: tuple[Any, ...], act: Callable[[], object]) -> Done:
    """As `once`, where there is nothing to answer."""

    def acted() -> bool:
        act()
        return True

    return Done(done=once(asking, told, asked, acted))
