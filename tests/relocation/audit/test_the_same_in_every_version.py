"""What stands in every log and folder that there is: made otherwise, none of it would be found."""

from dataclasses import replace
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from relocation.audit.chain import canonical, line_hash
from relocation.audit.checkpoints import Checkpoint, read_checkpoints, write_checkpoint
from relocation.audit.keys import sealed_in
from relocation.keys.sealing import Where
from tests.relocation.audit.logbook import MONDAY, Logbook

WITHOUT = Logbook(None).keys
"""As if no case had a key of its own."""
WITH = replace(WITHOUT, of_case=lambda _case: bytes([9]) * 32)
SIGNING = Ed25519PrivateKey.from_private_bytes(bytes(32))
CHECKPOINT = Checkpoint(number=5, hash="ab" * 32, at=MONDAY, made=MONDAY, previous=2)
HASHED = "d8769f8d26430f379219a98487cb8703946133c9da67129aa3a6d01f369f0d72"
WRITTEN = """{
 "number": 5,
 "hash": "abababababababababababababababababababababababababababababababab",
 "at": "2026-11-23T09:00:00+00:00",
 "made": "2026-11-23T09:00:00+00:00",
 "previous": 2,
 "signature": "4d3c7a47f572a22bcc448d65b2fc0373c22a0535c2a3902cd6937a5804a51a34\
257beeb203ac7b34fde395842c77440889e5982d95868c2a48f3e9881a0c2608"
}
"""


@pytest.mark.parametrize(
    ("pseudonym", "written"),
    [
        (lambda: WITHOUT.case_ref("case-1"), "dce7fnnhvg6rkmvfaid3jnkiv4"),
        (lambda: WITHOUT.actor_ref("person-7", "case-1"), "ajai4ebpmmlx3zccng2zx7bffe"),
        (lambda: WITH.actor_ref("person-7", "case-1"), "kzhzo6esesmekekjnqnfx433du"),
        (lambda: WITHOUT.line_ref("person-7", 3), "6kqw52jxfuqbyq7shuldo6zbim"),
        (lambda: WITH.line_ref("person-7", 3), "6kqw52jxfuqbyq7shuldo6zbim"),
        (lambda: WITHOUT.mark("line", "0" * 64), "3rj7djrijjw3dpsic2xi6ydxxq"),
    ],
)
def test_a_pseudonym_is_the_same_in_every_version_of_the_program(pseudonym, written):
    assert pseudonym() == written


def test_what_openings_are_counted_by_is_the_same_in_every_version_of_the_program():
    told = ("wutcgg3ydznwrzmqxbsej4frfi", "uk3ibwvrmwoomdmp7fazkpwkiq")
    assert WITHOUT.opening_refs("person-7", date(2026, 11, 23), 2) == told


def test_the_cell_of_a_sealed_id_is_the_same_in_every_version_of_the_program():
    assert sealed_in(3, "of-case", "of-actor") == Where(
        "audit_lines", "sealed", case="of-case", row="of-actor", version=3
    )


def test_what_a_line_is_hashed_over_is_the_same_in_every_version_of_the_program():
    fields = {"role": "auditor", "at": MONDAY, "sealed": b"\x01\xff", "number": 3, "opening": None}
    assert canonical(fields) == (
        b'{"at":["instant","2026-11-23T09:00:00.000000+00:00"],"number":3,"opening":null,'
        b'"role":"auditor","sealed":["bytes","01ff"]}'
    )
    assert line_hash("ab" * 32, fields) == HASHED


def test_a_checkpoint_is_written_the_same_in_every_version_of_the_program(witness):
    path = write_checkpoint(witness, CHECKPOINT, SIGNING)
    assert (path.name, path.read_text()) == ("000000000005.checkpoint.json", WRITTEN)


def test_a_checkpoint_of_an_earlier_version_of_the_program_is_read(witness):
    (witness / "000000000005.checkpoint.json").write_text(WRITTEN)
    assert read_checkpoints(witness, SIGNING.public_key()).checkpoints == (CHECKPOINT,)
