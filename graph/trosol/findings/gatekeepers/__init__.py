"""Who is reported a gatekeeper, and who holds a position between others: betweenness, brokerage, cut sets, key players."""
