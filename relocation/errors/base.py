"""What everything that a user can meet is; it knows no subject."""


class RelocationError(Exception):
    """Something a user can meet and mend; the second line of the message says how."""


class NotFound(RelocationError):
    """What is not there and what one may not see are the same (SE-2); it says nothing more."""

    def __init__(self) -> None:
        """Say the same whatever was asked for."""
        super().__init__("nothing is there\nSee whether it is yours to see, and ask again.")


class MatrixError(RelocationError):
    """The access matrix that the product ships is not whole: nobody may read anything."""
