"""Work nobody waits for: the clock, the outbox sender, the reminder finder and the reply reader."""
