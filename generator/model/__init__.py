"""What authors may write: every kind of file as a frozen value, field by field."""
