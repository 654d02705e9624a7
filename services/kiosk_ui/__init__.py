"""The screens a member touches, and the operator's console. Knows the rental API and the change channel, no more."""
