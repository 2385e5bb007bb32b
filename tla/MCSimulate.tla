----------------------------- MODULE MCSimulate -----------------------------
(***************************************************************************)
(* Starts for the comparison with core/: every shape of digraph on 4       *)
(* nodes, and some on 5 and 6, where not all can be tried.  From these,    *)
(* conformance/ also replays behaviours that TLC simulates.                *)
(***************************************************************************)
EXTENDS RoundCoordination

Forth == {<<j, j + 1>> : j \in 0..N-2}
Back  == {<<j, j - 1>> : j \in 1..N-1}
Home  == {<<j, 0>> : j \in 1..N-1}
Away  == {<<0, j>> : j \in 1..N-1}

Cycle   == Forth \cup {<<N - 1, 0>>}
Path    == Forth \cup Back
Star    == Home \cup Away
Chorded == Cycle \cup Away
Hurried == Forth \cup Home
Ladder  == Forth \cup {<<1, 0>>} \cup {<<j, j - 2>> : j \in 2..N-1}

SomeDigraphs == {Cycle, Path, Star, Arcs, Chorded, Hurried, Ladder}

(***************************************************************************)
(* Small values are the ones that lose rank; 300 is near the range that    *)
(* this prime allows on 6 nodes.                                           *)
(***************************************************************************)
SomeValues == {[j \in Node |-> IF j = i THEN 1 ELSE 0] : i \in Node}
              \cup {[j \in Node |-> j],
                    [j \in Node |-> IF j % 2 = 0 THEN 300 ELSE -300],
                    [j \in Node |-> 5]}

NoProbes == {}

(***************************************************************************)
(* The last two are there for their bad luck: one on some digraphs, the    *)
(* other on all.  core/ must leave out the same starts as Init does.       *)
(***************************************************************************)
SomeProbes == {[j \in Node |-> (j + 2)^5], [j \in Node |-> (3 * j + 1)^3],
               [j \in Node |-> j % 2], [j \in Node |-> 5]}
=============================================================================
