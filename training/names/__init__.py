"""Learning the weights of the name rules: ``python -m training.names``."""
