"""Pure decisions: who pays, what the evidence says, what a rental's state is."""
