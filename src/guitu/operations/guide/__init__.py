"""The guide inside the product: the pages of docs/guide, in the reader's language, found by the topic of a page."""
