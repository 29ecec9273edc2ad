"""What a command's exit code tells the caller; docs/reference/command-line.md says the same."""

from enum import IntEnum


class ExitCode(IntEnum):
    """One code per kind of ending; somebody without a place is an outcome, not a failure."""

    DONE = 0
    FAULT = 1
    """A fault of the program: please report it with the text shown."""
    BAD_INPUT = 2
    """The input, the policy or an option cannot be used; nothing was written. Also where standard
    output cannot be written: the files asked for by name are written all the same."""
    VIOLATIONS = 3
    """`check` found a broken rule or a wrong figure, `audit` a log that is not whole, `db check`
    a store that is not what the program expects, or `jobs run` something that could not be done."""
    OPEN = 4
    """A valid plan was given and written, and not every aim is proven."""
    SOLVER_FAILED = 5
    """With `--memory`: the process of the solver failed; nothing was written."""
    INTERRUPTED = 130
    """Ctrl-C: where a plan was found it is shown, marked not repeatable; nothing was written."""
