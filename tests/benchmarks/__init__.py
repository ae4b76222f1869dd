"""The benchmarks run, and what they seed is what people leave."""
