"""An `Edition` into problems: one short function for each rule, gathered in `check.check`."""
