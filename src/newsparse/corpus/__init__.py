"""Articles in, tables out: reading files and running over folders."""
