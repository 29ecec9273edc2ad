"""Who works on a case: assigned at the submission, named by a colleague, or by broken glass."""
