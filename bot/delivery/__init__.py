"""Messages out: the only sender of what nobody has just asked for."""
