"""The trust's rules and what people do with them. Imports no framework."""
