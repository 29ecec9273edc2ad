"""The store's revisions, oldest first by number; `relocation.schema` applies them."""
