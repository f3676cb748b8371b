"""'Dozens killed in Idlib' over a body that counts them: two claims of one thing.

Belongs here: what the vague number takes over from the sharp one. Does not: repeated figures (`sets`), places that a
lead means (`refining`).
"""

from collections.abc import Sequence

from pipeline.extract.clause import HARMED
from pipeline.extract.sets import Draft, fills_in, finer_place, opens_vaguely, population_of_both, windows_meet

TOLD = "in its sentence"


def settle_headlines(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with time, place and doers of vague headlines from the bodies that count what they tell.

    Parts of the vague number are parts of the one that counts.
    """
    sharper = {
        h: b
        for h, headline in enumerate(drafts)
        if opens_vaguely(headline.figure, HARMED)
        for b in [next((b for b, body in enumerate(drafts) if _sharpens(body, headline)), None)]
        if b is not None
    }
    if not sharper:
        return list(drafts)
    out = [_settled(draft, drafts[sharper[k]]) if k in sharper else draft for k, draft in enumerate(drafts)]
    moved = {k: sharper[d.parent] for k, d in enumerate(out) if d.parent in sharper and sharper[d.parent] != k}
    return [draft._replace(parent=moved[k]) if k in moved else draft for k, draft in enumerate(out)]


def _settled(headline: Draft, body: Draft) -> Draft:
    figure, counted = headline.figure, body.figure
    if figure.sentence.is_title and not figure.phrase.bare:
        population = population_of_both(figure, counted)
        figure = figure._replace(population=population, affiliation=figure.affiliation or counted.affiliation)
    return headline._replace(
        figure=figure,
        window=headline.window if TOLD in headline.trace["window"] else body.window,
        place=finer_place(headline, body) if TOLD in headline.trace["place"] else body.place,
        perpetrator=headline.perpetrator or body.perpetrator,
        cause=headline.cause or body.cause,
    )


def _sharpens(body: Draft, headline: Draft) -> bool:
    dated = TOLD in headline.trace["window"]
    return fills_in(body, headline) and (not dated or windows_meet(body.window, headline.window))
