----------------------------- MODULE MCLockStep -----------------------------
(***************************************************************************)
(* The starts and the mistakes are those of MCMessageCoordination.  Its 18 *)
(* digraphs on 3 nodes come in two parts, each small enough for one worker *)
(* of TLC, whose depth alone is exact.                                     *)
(***************************************************************************)
EXTENDS LockStep, MCMessageCoordination

UpToFourArcs == {g \in StronglyConnectedDigraphs : Cardinality(g) <= 4}

FromFiveArcs == StronglyConnectedDigraphs \ UpToFourArcs
=============================================================================
