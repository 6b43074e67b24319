"""What offices have (Word files, web pages, mails, pastes) becomes drafts of articles, every guess marked."""
