"""What texts are made of: letters, languages, Markdown, telephone numbers, lengths of time; knows nothing of ours."""
