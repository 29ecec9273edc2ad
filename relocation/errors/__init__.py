"""What a user can meet when something is wrong; each message names place and rule, never the value.

RelocationError
├── MatrixError           the access matrix is not whole
├── RegisterError         the register, or an import stored beside it, has a gap
│   └── BeforeRegister    the day asked for is before the register's first
├── ReferenceDataRefused  a file to import is not what it should be; up to 100 faults
├── NotFound              nothing that may be seen is there
├── NoAccount             no account may act: there is none, or it is disabled
├── SignInRefused         who tries to sign in is not let in; told alike whatever does not hold
│   └── Throttled         too many failed, or too many are at it: when to come back
├── ProviderAway          an organisation's provider of sign-in cannot be asked
├── NoSession             no session is open under a token
├── EntryRefused          an account, a policy or the like cannot be written as it is
├── SettingRefused        a setting's value cannot be used
├── StoreRefused          the store's address, or the store itself, cannot be used as it is
├── BackupRefused         a backup of the database is not whole, or the store to fill not empty
├── KeysRefused           the key store, its wrapping keys or its backup cannot be used as they are
├── KeyMissing            a case has no key, and none was destroyed
├── CaseErased            a case's key was destroyed: nothing of it can be read again
├── Unreadable            a sealed text was altered, moved, or is under another key
├── KeyReused             an idempotency key came again with another request
├── TooManyWaiting        an account has as much long work under way as may be
├── LeaseLost             a message or job was taken back from a worker that was too slow
├── StepNotOpen           the table of steps has no such step from this state
├── NotAllowed            the step is another role's
├── Stale                 somebody changed it meanwhile; what, and the version to go on with
├── Missing               the step needs something that is not on record; all of it is named
├── RoundChanged          something changed while the engine worked; nothing was stored
├── NotRepeatable         the engine's answer was cut by the clock and cannot be stored
├── LogUnwritable         the audit log cannot be written: nothing is done and nothing is answered
├── PurposeMissing        what is read opens only for a stated purpose
├── QuotaReached          the person has opened as many cases today as may be
├── NameStaysClosed       a pseudonym of the log is not opened to a name
├── CheckpointRefused     a key's file, a checkpoint or the folder of them cannot be used
└── LogNotWhole           the audit log was tampered with: nothing is signed
"""

from relocation.errors.base import MatrixError, NotFound, RelocationError
from relocation.errors.casework import (
    Missing,
    NotAllowed,
    NotRepeatable,
    RoundChanged,
    Stale,
    StepNotOpen,
)
from relocation.errors.keys import CaseErased, KeyMissing, KeysRefused, Unreadable
from relocation.errors.log import (
    CheckpointRefused,
    LogNotWhole,
    LogUnwritable,
    NameStaysClosed,
    PurposeMissing,
    QuotaReached,
)
from relocation.errors.outside import EntryRefused, NoAccount
from relocation.errors.register import (
    BeforeRegister,
    ImportFault,
    ReferenceDataRefused,
    RegisterError,
)
from relocation.errors.signing_in import NoSession, ProviderAway, SignInRefused, Throttled
from relocation.errors.store import (
    BackupRefused,
    KeyReused,
    LeaseLost,
    SettingRefused,
    StoreRefused,
    TooManyWaiting,
)

__all__ = [
    "BackupRefused",
    "BeforeRegister",
    "CaseErased",
    "CheckpointRefused",
    "EntryRefused",
    "ImportFault",
    "KeyMissing",
    "KeyReused",
    "KeysRefused",
    "LeaseLost",
    "LogNotWhole",
    "LogUnwritable",
    "MatrixError",
    "Missing",
    "NameStaysClosed",
    "NoAccount",
    "NoSession",
    "NotAllowed",
    "NotFound",
    "NotRepeatable",
    "ProviderAway",
    "PurposeMissing",
    "QuotaReached",
    "ReferenceDataRefused",
    "RegisterError",
    "RelocationError",
    "RoundChanged",
    "SettingRefused",
    "SignInRefused",
    "Stale",
    "StepNotOpen",
    "StoreRefused",
    "Throttled",
    "TooManyWaiting",
    "Unreadable",
]
