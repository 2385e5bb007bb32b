---------------------------- MODULE BoundEnding -----------------------------
(***************************************************************************)
(* What the bound ending of RoundCoordination decides, seen from outside.  *)
(* Its words are a function of the digraph and the values, so a race need  *)
(* not hold them in its states.                                            *)
(***************************************************************************)
EXTENDS Luck, Deciding

Words(g, start, j) == Observed(Run(g, [i \in Node |-> start[i] % Prime], DecisionRound), j)

(***************************************************************************)
(* The average at node j as a fraction; << >> when it refuses.             *)
(***************************************************************************)
BoundVerdict(g, start, j) ==
    LET average == Decision(Words(g, start, j), Words(g, [i \in Node |-> 1], j), << >>).average
    IN  IF average = Refused THEN << >> ELSE Reconstruct(average, Bound)
=============================================================================
