"""The nouns of delivery assurance, as immutable values. Nothing here reads, judges or prints."""
