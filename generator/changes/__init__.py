"""What differs: from the national text, between national editions, since the last; and whether an edition is ready."""
