"""Published tables as pages show them and as files. Every function takes a `SafeTable` and refuses anything else."""
