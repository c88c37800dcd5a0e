"""The command line: one verb per file, results to standard output, talk to standard error."""
