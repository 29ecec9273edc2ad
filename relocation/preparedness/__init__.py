"""What each municipality tells of itself: whom to call, what it offers, how many it can receive."""
