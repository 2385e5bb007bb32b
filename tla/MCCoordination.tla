--------------------------- MODULE MCCoordination ---------------------------
(***************************************************************************)
(* What is not the contract: each of these, in the place of Adopt, breaks  *)
(* one of its consequences.                                                *)
(***************************************************************************)
EXTENDS Coordination

(***************************************************************************)
(* A node adopts another value than the others, or none (Value is 0..2).   *)
(***************************************************************************)
AdoptAny == \E j \in Node, v \in Value : adopted[j] = None /\ adopted' = [adopted EXCEPT ![j] = v]

AdoptSomething == \E j \in Node : adopted[j] = None /\ adopted' = [adopted EXCEPT ![j] = 3]

(***************************************************************************)
(* All adopt one value, but not the one.                                   *)
(***************************************************************************)
AdoptOther == \E v \in Value : adopted' = [j \in Node |-> v] /\ \A j \in Node : adopted[j] = None

(***************************************************************************)
(* A node that has adopted the value gives it up.                          *)
(***************************************************************************)
AdoptAndForget == \E j \in Node : adopted' = [adopted EXCEPT ![j] = IF @ = None THEN value ELSE None]
=============================================================================
