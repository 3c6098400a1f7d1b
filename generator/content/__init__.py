"""Authors' files read, checked against the model and edited: YAML nodes, the Library, the ledger."""
