"""What draws in Streamlit: the entry script and the small helpers that pages share."""
