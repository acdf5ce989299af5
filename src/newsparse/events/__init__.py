"""Events: triggers, roles, status and date, one row per real event."""
