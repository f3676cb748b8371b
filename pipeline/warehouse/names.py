"""Names and values as SQL text.

Belongs here: quoting. Does not: statements.
"""


def quoted(name: str) -> str:
    """An identifier, whatever characters it has."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str | None) -> str:
    """A string constant, NULL for none."""
    return "NULL" if text is None else "'" + text.replace("'", "''") + "'"
