"""Geometry of the timeline, free of any toolkit: scale and ticks, lanes and packing, density."""
