---------------------------- MODULE MCAnyShares -----------------------------
(***************************************************************************)
(* A bracket encloses the average whatever whole shares nodes send, if     *)
(* they keep what they do not send, and a unit of y.  So no implementation *)
(* can be wrong by how it divides.  Here nodes send any shares at all, in  *)
(* every round, and other ones of x than of y.                             *)
(***************************************************************************)
EXTENDS MCBracketCoordination

Owed == 0                \* units of x that a node may part with and has not got

OneOwed == 1             \* for Owed

Wholes(word, left) == {q \in [Node -> 0..Units] : \A j \in Node : OutDegree(digraph, j) * q[j] <= word[j] - left}

AnyMessages ==           \* for Messages
    {[j \in Node |-> [Message(j) EXCEPT !.numerator = x[j], !.denominator = y[j]]] :
        x \in Wholes(numerator, -Owed), y \in Wholes(denominator, 1)}

LastUnits ==             \* for Messages: a node may send its last unit, too
    {[j \in Node |-> [Message(j) EXCEPT !.denominator = y[j]]] : y \in Wholes(denominator, 0)}
=============================================================================
