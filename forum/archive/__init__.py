"""Mailing-list archives into threads. Reading and understanding mail is pure; only `writing` touches the database."""
