---------------------------- MODULE Coordination ----------------------------
(***************************************************************************)
(* The contract.  There is one value, fixed before anything happens.       *)
(* Every node adopts that value, in the end, and keeps it.                 *)
(*                                                                         *)
(* Nothing here says how: no digraph, no rounds, no arithmetic.  Nodes may *)
(* adopt it one by one, all together, or in any groups.                    *)
(***************************************************************************)
CONSTANTS Node,           \* the nodes
          Value,          \* what may be agreed upon
          None            \* in the place of a value that is not there yet

ASSUME None \notin Value

VARIABLES value,          \* the one value
          adopted         \* what each node has adopted, None at first

TypeOK == /\ value \in Value
          /\ adopted \in [Node -> Value \cup {None}]

Init == /\ value \in Value
        /\ adopted = [j \in Node |-> None]

(***************************************************************************)
(* Some nodes that have not adopted the value do so.                       *)
(***************************************************************************)
Adopt == \E who \in SUBSET {j \in Node : adopted[j] = None} :
            /\ who # {}
            /\ adopted' = [j \in Node |-> IF j \in who THEN value ELSE adopted[j]]

Next == Adopt /\ UNCHANGED value

(***************************************************************************)
(* As long as somebody has not adopted the value, somebody will.  Fairness *)
(* speaks of adopted alone, so that a refinement may give value as a       *)
(* function of its own state.                                              *)
(***************************************************************************)
vars == <<value, adopted>>

Safety == Init /\ [][Next]_vars

Spec == Safety /\ WF_adopted(Adopt)

-----------------------------------------------------------------------------
(***************************************************************************)
(* What follows.  Whoever relies on the contract relies on these.          *)
(***************************************************************************)
Agreement == \A i, j \in Node : \/ None \in {adopted[i], adopted[j]}
                                \/ adopted[i] = adopted[j]

Validity == \A j \in Node : adopted[j] \in {None, value}

Kept == [][\A j \in Node : adopted[j] # None => adopted'[j] = adopted[j]]_vars

EverybodyAdopts == <>(\A j \in Node : adopted[j] # None)

THEOREM Spec => [](TypeOK /\ Agreement /\ Validity) /\ Kept /\ EverybodyAdopts
=============================================================================
