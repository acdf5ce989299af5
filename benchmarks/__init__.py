"""Measuring newsparse: accuracy against gold, speed next to public baselines."""
