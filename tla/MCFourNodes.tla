---------------------------- MODULE MCFourNodes -----------------------------
(***************************************************************************)
(* More digraphs on 4 nodes for MessageCoordination: those of the shapes   *)
(* with 6 arcs.                                                            *)
(***************************************************************************)
EXTENDS MCMessageCoordination

SixArcs == {g \in CanonicalDigraphs : Cardinality(g) = 6}
=============================================================================
