"""Who works here: people, their accounts, what each account is and since when it is not."""
