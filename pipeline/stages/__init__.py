"""The text stages as plain functions over the store; Dagster assets and tests call them. No Dagster here."""
