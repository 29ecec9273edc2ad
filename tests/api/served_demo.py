"""A demonstration's store, answering from a process of its own."""

import subprocess
import sys
from contextlib import contextmanager
from itertools import takewhile

from tests.api.conftest import ROOT
from tests.api.serving import free_port

SERVED = """
from pathlib import Path
import sys
from api.demo.place import Place
from api.demo.served import first_free, serve_made_up
from api.language import Language
with first_free(int(sys.argv[2])) as listener:
    serve_made_up(listener, Place(Path(sys.argv[1]), Path(sys.argv[1])), Language("en"))
"""


@contextmanager
def served(folder):
    """Serve it; gives the port and what was printed before it answered."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", SERVED, folder / "store", str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        printed = iter(process.stdout.readline, "")
        yield port, "".join(takewhile(lambda line: "--codes" not in line, printed))
    finally:
        process.kill()
        process.communicate()
