"""Training the tagger: ``python -m training.tagger --help``."""
