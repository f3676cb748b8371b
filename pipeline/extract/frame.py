"""What one crediting phrase is: who speaks, and the sides of it that it governs.

Belongs here: the value. Does not: how it is read (`frames`, `headed`), which frame a figure has (`attribution`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """One crediting phrase: tokens `first` to `past` (speaker and verb), and the sides of it that it governs.

    `back`: it is about a count of the sentence before. `carrier`: the outlet that has the words of somebody unnamed.
    """

    sentence: int
    first: int
    past: int
    speaker: str
    kind: str
    left: bool
    right: bool
    trace: str
    back: bool = False
    carrier: str | None = None
