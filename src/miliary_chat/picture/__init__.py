"""Pictures: decoded safely, windowed, cut and resampled into pixels and half-block cells; no screen here."""
