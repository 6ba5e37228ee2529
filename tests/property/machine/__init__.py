"""The parts of the machines that do everything at random; the tests put them together."""
