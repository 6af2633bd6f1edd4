"""What students must not see: oracles, hidden questions, and the bank of misconceptions."""
