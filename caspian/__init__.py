"""What the pages of Trans-Caspian Monitor are made of: data, measures, charts, words and exports."""
