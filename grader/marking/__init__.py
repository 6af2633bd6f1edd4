"""What one submission goes through on its way to a mark: intake, verdict, policy, receipt."""
