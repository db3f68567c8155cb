"""The memory: Parquet parts that are the truth, and the DuckDB file made from them."""
