"""What blocks show and how they are spoken to: handlers, forms, templates, charts, CSV."""
