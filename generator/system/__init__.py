"""The machine beneath: files, folders, records that notice damage, locks, signals, git."""
