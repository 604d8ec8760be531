"""What the readers of every language share: facts in the making, and the bookkeeping of corrections."""
