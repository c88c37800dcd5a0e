"""All findings that need no further choice, and the most stable result of each."""
