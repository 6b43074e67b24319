"""CHECK THE COPY: findings on texts and photos before layout."""
