"""What writes authors' files and takes national editions: scaffold, rebase, release, the weekly job."""
