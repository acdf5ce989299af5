"""How an analysis looks on a page."""
