"""An edition into pages and navigation, knowing neither engine nor PDF."""
