"""Points for the names that people fled from and to, where no report of the ledger tells more than the name.

Belongs here: looking such names up. Does not: what reports placed themselves (`read`), arrows (`map.js`).
"""

from collections.abc import Callable

from pipeline.extract.gazetteer import Gazetteer
from pipeline.extract.gazetteer_names import fold
from pipeline.report.read import Published


def located(found: Published, gazetteer: Callable[[], Gazetteer]) -> Published:
    """The answers with a point for each name that the gazetteer has in the country told; the others are left out."""
    table = found["points"]
    if None not in table["latitude"]:
        return found
    known = gazetteer()
    rows = []
    for name, country, latitude, longitude, precision in zip(*(table[column] for column in _COLUMNS), strict=True):
        if latitude is not None:
            rows.append((name, country, latitude, longitude, precision))
            continue
        alike = (one for one in known.lookup(fold(name)) if one.country == country and one.kind != "country")
        place = next((one.place for one in alike if one.place.latitude is not None), None)
        if place is not None:
            rows.append((name, country, place.latitude, place.longitude, place.precision))
    columns = list(zip(*rows, strict=True)) or [()] * len(_COLUMNS)
    return Published({**found.tables, "points": dict(zip(_COLUMNS, columns, strict=True))})


_COLUMNS = ("name", "country", "latitude", "longitude", "precision")
