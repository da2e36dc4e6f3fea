"""The built-in profiles: TOML files to read, and the modules made of them to run."""
