"""What can go wrong between us and a server, in words.

Belongs here: the one error that the client raises. Does not: when it is raised (`client`, `addresses`, `body`).
"""

from typing import Literal

# Whether asking once more may help: after a short wait, at a later refresh, or not at all.
Again = Literal["now", "later", "never"]


class FetchError(Exception):
    """An address that gave no usable answer. `reason` is for people; `url` bears no secret.

    `status` and `body` (its beginning) are those of the answer, if there was one; `retry_after` is how long the server
    asks us to wait, in seconds.
    """

    def __init__(
        self,
        reason: str,
        url: str = "",
        *,
        again: Again = "never",
        status: int | None = None,
        body: bytes = b"",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.url = url
        self.again: Again = again
        self.status = status
        self.body = body
        self.retry_after = retry_after

    @property
    def passing(self) -> bool:
        """Whether a later refresh may do better."""
        return self.again != "never"

    def __str__(self) -> str:
        return self.reason


class RobotsError(FetchError):
    """A page that its host does not want us to fetch."""
