"""How people write owners, dates, statuses and money, turned into typed values. No I/O."""
