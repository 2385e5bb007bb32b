----------------------------- MODULE Fractions ------------------------------
(***************************************************************************)
(* Positive fractions, exact: <<a, b>> stands for a/b, in lowest terms, so *)
(* that two fractions are equal when they are the same.                    *)
(***************************************************************************)
EXTENDS Integers

RECURSIVE Divisor(_, _)
Divisor(a, b) == IF b = 0 THEN a ELSE Divisor(b, a % b)     \* the greatest common one

Lowest(a, b) == LET d == Divisor(a, b) IN <<a \div d, b \div d>>

Fraction(q) == /\ q[1] \in Nat \ {0}
               /\ q[2] \in Nat \ {0}
               /\ Divisor(q[1], q[2]) = 1

Plus(q, r) == Lowest(q[1] * r[2] + r[1] * q[2], q[2] * r[2])

Part(q, k) == Lowest(q[1], k * q[2])                        \* q/k, k a whole number

Inverse(q) == <<q[2], q[1]>>

AtMost(q, r) == q[1] * r[2] <= r[1] * q[2]

(***************************************************************************)
(* The sum of f over the members of S, of which there is at least one.     *)
(***************************************************************************)
RECURSIVE SumOver(_, _)
SumOver(f, S) == LET i == CHOOSE i \in S : TRUE
                 IN  IF S = {i} THEN f[i] ELSE Plus(f[i], SumOver(f, S \ {i}))
=============================================================================
