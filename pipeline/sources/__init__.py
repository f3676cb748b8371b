"""Where text comes from: one module per kind, all yielding raw documents with provenance. No parsing."""

from pipeline.sources.base import Item, Source
from pipeline.sources.folder import FolderSource

__all__ = ["FolderSource", "Item", "Source"]
