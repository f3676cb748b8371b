"""What all assets share.

Belongs here: owners, the type of what an asset yields. Does not: assets.
"""

import dagster as dg

OWNERS = ["team:conflict-ledger"]
Events = dg.MaterializeResult[None] | dg.AssetCheckResult
