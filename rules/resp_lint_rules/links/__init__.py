"""Rules about links and keyrefs."""
