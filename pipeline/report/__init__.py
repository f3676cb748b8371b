"""The page for people who look rather than read: the published file in, one HTML file out that opens from disk.

Belongs here: what is shown and how (`templates`). Does not: what is known, which the ledger decides. `read` asks the
published file, `endpoints` finds the places that it knows by name only, `payload` packs what it says, `page` puts it
into the templates, `write` leaves the file.
"""
