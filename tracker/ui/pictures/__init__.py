"""Pictures of the timeline for others: PNG, SVG and PDF, as shown or whole, over as many pages as it takes."""
