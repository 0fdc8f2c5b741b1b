"""Plans, answers and reviews, kept."""
