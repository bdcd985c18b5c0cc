"""What no page may fall below: access, room, markup, weight. Each gate is shown to fail too."""
