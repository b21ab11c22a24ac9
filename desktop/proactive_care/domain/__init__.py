"""Words of the field as plain values and arithmetic. Nothing of ours is imported here."""
