"""Everything the bot keeps: SQLite or PostgreSQL behind the ports of the strategy, and files in and out."""
