---- MODULE Torn ----
EXTENDS Integers
VARIABLE n
Init == n = 0 + 1 % 2
Next == n' = n
====
