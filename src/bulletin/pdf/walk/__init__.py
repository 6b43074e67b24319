"""Walk the content streams of a page: what is drawn, where and how."""
