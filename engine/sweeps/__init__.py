"""Many runs that differ in a few numbers, and what is read off them."""
