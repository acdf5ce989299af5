"""Recognizers: each a callable from an article to the mentions it finds."""
