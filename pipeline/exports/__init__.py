"""The ledger in the forms that other systems take, each with a report of what its form could not hold."""
