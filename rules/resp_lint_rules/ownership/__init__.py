"""Rules about who owns a task."""
