"""Reading action plans as people really write them."""
