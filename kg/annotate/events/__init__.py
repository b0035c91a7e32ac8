"""What the steps `actions`, `bargaining` and `measures` share: finding events, their parties, times and stages."""
