"""The whole program: assemble, check, make, publish; and a preview of one edition."""
