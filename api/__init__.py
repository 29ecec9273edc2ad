"""Everything the outside world talks to: the command line, later HTTP and pages."""
