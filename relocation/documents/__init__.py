"""What is written in a case: sealed documents of one data class each, read through one door."""
