------------------------------ MODULE Digraphs ------------------------------
(***************************************************************************)
(* Digraphs on the nodes 0..N-1, each the set of its arcs.  The arc        *)
(* <<j, i>> means: j sends to i.  Every node also keeps a share for        *)
(* itself; that self-loop is implied and never listed.                     *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANT N                \* the number of nodes

ASSUME N \in Nat /\ N > 0

Node == 0..N-1

Arcs == {arc \in Node \X Node : arc[1] # arc[2]}

(***************************************************************************)
(* Who sends to j, and to how many nodes j sends.  A node knows its own    *)
(* out-degree and nothing else about the digraph.                          *)
(***************************************************************************)
InNeighbours(g, j) == {i \in Node : <<i, j>> \in g}

OutDegree(g, j) == Cardinality({i \in Node : <<j, i>> \in g})

(***************************************************************************)
(* The nodes from which j is reached over at most k arcs: after k rounds,  *)
(* exactly these can have influenced what j holds.                         *)
(***************************************************************************)
RECURSIVE Within(_, _, _)
Within(g, j, k) ==
    IF k = 0 THEN {j}
    ELSE LET near == Within(g, j, k - 1)
         IN  {i \in Node : i \in near \/ \E m \in near : <<i, m>> \in g}

StronglyConnected(g) == \A j \in Node : Within(g, j, N - 1) = Node   \* FTC-1

(***************************************************************************)
(* The distance from i to j, and the eccentricity of j: the greatest       *)
(* distance from any node to it.  Both are meant for strongly connected    *)
(* digraphs only.                                                          *)
(***************************************************************************)
Distance(g, i, j) ==
    CHOOSE k \in 0..N-1 : /\ i \in Within(g, j, k)
                          /\ k > 0 => i \notin Within(g, j, k - 1)

Eccentricity(g, j) ==
    CHOOSE k \in 0..N-1 : /\ Within(g, j, k) = Node
                          /\ k > 0 => Within(g, j, k - 1) # Node

(***************************************************************************)
(* Every labelled strongly connected digraph: 1, 18 and 1,606 of them on   *)
(* 2, 3 and 4 nodes.  Labels matter, because the words break the symmetry. *)
(***************************************************************************)
StronglyConnectedDigraphs == {g \in SUBSET Arcs : StronglyConnected(g)}

(***************************************************************************)
(* One digraph of each shape: 1, 5 and 83 of them on 2, 3 and 4 nodes.     *)
(* Chosen is the relabelling with the smallest code, where a digraph's     *)
(* code reads its arcs as the ones of a binary number.                     *)
(***************************************************************************)
RECURSIVE Code(_)
Code(g) == IF g = {} THEN 0
           ELSE LET arc == CHOOSE arc \in g : TRUE
                IN  2^(N * arc[1] + arc[2]) + Code(g \ {arc})

Relabellings == {f \in [Node -> Node] : \A i \in Node : \E j \in Node : f[j] = i}

Canonical(g) == \A f \in Relabellings :
                    Code(g) <= Code({<<f[arc[1]], f[arc[2]]>> : arc \in g})

CanonicalDigraphs == {g \in StronglyConnectedDigraphs : Canonical(g)}
=============================================================================
