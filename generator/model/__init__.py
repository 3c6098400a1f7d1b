"""What the content is: frozen types for every kind of file an author writes."""
