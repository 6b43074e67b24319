"""Sending: a ledger with a row for each reader, one connection to the relay, and a report whose sums equal the list."""
