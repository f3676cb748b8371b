"""Asset checks: what must hold before the next stage may start, and what a reader should know.

Belongs here: check specs and results. Does not: counting (`pipeline.stages.balance`), the tests of dbt (its project).
"""

import dagster as dg

from pipeline.stages.balance import Balance

BALANCE = "nothing_lost"
VALID = "rows_valid"


def balance_spec(asset: dg.AssetKey) -> dg.AssetCheckSpec:
    """Blocks what follows when rows read are not rows kept plus rows quarantined."""
    return dg.AssetCheckSpec(
        BALANCE, asset=asset, blocking=True, description="Rows read = rows kept + rows quarantined, counted afresh."
    )


def balance_result(asset: dg.AssetKey, balance: Balance) -> dg.AssetCheckResult:
    """The balance as a check."""
    return dg.AssetCheckResult(
        passed=balance.holds,
        check_name=BALANCE,
        asset_key=asset,
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={"read": balance.read, "kept": balance.kept, "quarantined": balance.quarantined},
    )


def valid_spec(asset: dg.AssetKey) -> dg.AssetCheckSpec:
    """Tells of rows that failed their pandera model; they are in quarantine, so nothing is blocked."""
    return dg.AssetCheckSpec(
        VALID, asset=asset, description="Every row passes its pandera model; others are in quarantine."
    )


def valid_result(asset: dg.AssetKey, quarantined: int) -> dg.AssetCheckResult:
    """Passed when nothing had to be quarantined, otherwise a warning with the number."""
    return dg.AssetCheckResult(
        passed=quarantined == 0,
        check_name=VALID,
        asset_key=asset,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"quarantined": quarantined},
    )
