"""Two snapshots side by side: changed records, changed ranks, and the claims behind them."""
