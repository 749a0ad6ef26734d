"""The timeline: what is drawn, its lanes, legend, overview and what is coming."""
