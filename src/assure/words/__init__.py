"""How people write things, turned into typed values: owners, dates, statuses, money, phrases."""
