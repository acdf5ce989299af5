"""The article's text: simplified key, script and home region, sentences and words."""
