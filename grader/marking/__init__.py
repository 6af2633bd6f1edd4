"""From a submission to its marks: intake, verdicts, the trained agent, receipts, rebuilt notebook."""
