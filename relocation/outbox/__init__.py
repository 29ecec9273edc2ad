"""Messages that follow from what was done, stored with it and then handled once each, in order."""
