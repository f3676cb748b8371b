"""Staff of aid bodies: "a Red Cross driver", "two of its staff", "five staff of Save the Children".

Belongs here: telling by the employer that those counted are aid workers. Does not: nouns that say it themselves
(`person_nouns`), who else the counted are (`people`).
"""

from pipeline.extract.annotate import Annotated
from pipeline.extract.belonging import Identity
from pipeline.extract.grammar import ITS
from pipeline.extract.nouns import Phrase
from pipeline.extract.scene import scene_of

AID = frozenset(("rescue", "un"))
STAFF = frozenset(
    "staff staffer staffers worker workers employee employees colleague colleagues volunteer volunteers"
    " personnel driver drivers teacher teachers engineer engineers member members".split()
)
# "Five staff of Save the Children": from "of" to the body that employs them.
EMPLOYED_BY = (["of"], ["for"], ["from"], ["with"])
EMPLOYER_REACH = 6


def of_aid(doc: Annotated, phrase: Phrase, told: Identity) -> Identity:
    """'The Red Cross said two of its staff were shot', 'a Red Cross driver', 'five staff of Save the Children'."""
    head = phrase.head
    if head is None or not STAFF.intersection(head.word.split()) or told.population not in ("all", "civilians"):
        return told
    speakers, past = scene_of(doc).speakers, phrase.head_at + len(head.word.split())
    named = [*speakers.between(phrase.quantity.start, phrase.head_at)]
    if doc.tokens.lowers[past : past + 1] in EMPLOYED_BY:
        named += speakers.between(past + 1, past + EMPLOYER_REACH)
    if any(m.entry.kind in AID for m in named):
        return told._replace(population="aid_workers", trace="staff of an aid body")
    first = doc.sentence_at(doc.tokens.starts[phrase.start]).first
    theirs = not ITS.isdisjoint(doc.tokens.lowers[phrase.quantity.end : phrase.end])
    if not theirs or all(m.entry.kind not in AID for m in speakers.between(first, phrase.start)):
        return told
    return told._replace(population="aid_workers", trace="staff of the body that speaks")
