"""The live conversation measured: how soon it answers, whom it cuts off, how soon it is silent, how many it holds."""
