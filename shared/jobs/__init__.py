"""Jobs by name. A producer names one here; the consumer's process binds the object that carries it out."""
