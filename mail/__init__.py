"""A letter on the wire: MIME with its calendar part (RFC 6047), SMTP, replies and bounces, and what may be retried."""
