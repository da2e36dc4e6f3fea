"""The version, where every module can read it without the front door."""

__version__ = "0.1.0"
