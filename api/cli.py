"""Starts the command `relocation`; loads next to nothing before it can answer Ctrl-C."""

import io
import signal
import sys
from importlib import import_module
from types import FrameType
from typing import NoReturn

from api.exit_codes import ExitCode

DISTURBED = (AttributeError, ImportError, RuntimeError, SystemError)
"""What a library may raise instead where Ctrl-C meets it half loaded."""


class _CtrlC:
    """Remembers Ctrl-C: a library interrupted while it loads may end with another error."""

    def __init__(self) -> None:
        self.pressed = False
        signal.signal(signal.SIGINT, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> NoReturn:
        self.pressed = True
        raise KeyboardInterrupt


def main() -> None:
    """Run the command line; Ctrl-C ends it with its own exit code."""
    ctrl_c = _CtrlC()
    try:
        _write_any_name()
        code = _run()
    except KeyboardInterrupt:
        code = _interrupted()
    except DISTURBED:
        if not ctrl_c.pressed:
            raise
        code = _interrupted()
    finally:
        # What is done is done: from here on Ctrl-C would only hide the exit code.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)


def _run() -> int:
    return int(import_module("api.program").run())


def _interrupted() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line = import_module("api.no_plan").line(sys.argv[1:])
    if line:
        sys.stderr.write(f"{line}\n")
    return ExitCode.INTERRUPTED


def _write_any_name() -> None:
    """A letter that the terminal does not know becomes a question mark instead of a fault."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
