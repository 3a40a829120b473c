"""Work nobody waits for: the APScheduler clock and the outbox sender."""
