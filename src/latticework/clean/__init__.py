"""From a page as it came to the article on it."""

from latticework.clean.page import clean_page

__all__ = ["clean_page"]
