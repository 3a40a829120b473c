"""Pure decisions: who leads, what clashes, what is a working day, who may do it; no clock and no database."""
