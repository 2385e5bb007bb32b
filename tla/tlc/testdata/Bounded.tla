------------------------------ MODULE Bounded -------------------------------
EXTENDS Integers
CONSTANT limit
VARIABLE count

Begin == count \in {0, 1}

Spec == Begin /\ [][count < limit /\ count' = count + 1]_count
=============================================================================
