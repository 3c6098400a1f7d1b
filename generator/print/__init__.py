"""Pages into PDF: `chapter` typesets one page, `link` joins chapters, `publish` says which and with what furniture."""
