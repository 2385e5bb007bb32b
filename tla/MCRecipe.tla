------------------------------ MODULE MCRecipe ------------------------------
(***************************************************************************)
(* The published recipe, and why this protocol departs from it.  The       *)
(* recipe takes the smallest Hankel matrix of a word's differences that is *)
(* singular, and its kernel as the recurrence.  That is right for words    *)
(* that start at random.  Neither word does: the values are what they are, *)
(* and every denominator starts at 1.                                      *)
(*                                                                         *)
(* The models replace Found by one reading of the recipe each, and have    *)
(* Bound = N + 1, so that each has more observations than it asks for.     *)
(***************************************************************************)
EXTENDS MCRoundCoordination

(***************************************************************************)
(* The kernel of the smallest singular Hankel matrix whose size is at      *)
(* least a given one.  Where a kernel has more than one dimension, its     *)
(* shortest vector is taken.                                               *)
(***************************************************************************)
FirstSingular(u, least) == CHOOSE k \in least..N : /\ Singular(u, k)
                                                   /\ \A m \in least..k-1 : ~Singular(u, m)

Kernel(u, least) == FirstDependence(Hankel(u, FirstSingular(u, least)))

(***************************************************************************)
(* Each word has its own kernel, from size 1, or from size 2 as in the     *)
(* code that its authors published.                                        *)
(***************************************************************************)
Kernels(x, y, least) == <<Kernel(Differences(x), least), Kernel(Differences(y), least)>>

EachFromOne(x, y, r) == Kernels(x, y, 1)

EachFromTwo(x, y, r) == Kernels(x, y, 2)

(***************************************************************************)
(* The numerator's kernel serves both words.                               *)
(***************************************************************************)
OneForBoth(x, y, r) == LET beta == Kernel(Differences(x), 1) IN <<beta, beta>>

(***************************************************************************)
(* Both words have one kernel in common: of the one's matrix on top of the *)
(* other's.                                                                *)
(***************************************************************************)
Stack(x, y, k) == LET above == Hankel(Differences(x), k)
                      below == Hankel(Differences(y), k)
                  IN  [i \in 1..k |-> above[i] \o below[i]]

Stacked(x, y, r) == LET kernel == [k \in 1..N |-> FirstDependence(Stack(x, y, k))]
                        size   == CHOOSE k \in 1..N : /\ kernel[k] # << >>
                                                      /\ \A m \in 1..k-1 : kernel[m] = << >>
                    IN  <<kernel[size], kernel[size]>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The smallest starts on which they are wrong.  On the cycle of 3 nodes,  *)
(* with values 0, 0, 1, the numerator of node 1 does not move in the first *)
(* round, and looks constant.  On the digraph of 4 nodes, node 0 takes     *)
(* y = 1, 13/12, 163/144, 2005/1728 to tend to 6/5, and it tends to 36/31, *)
(* whatever the values.                                                    *)
(***************************************************************************)
Cycle == {{<<0, 1>>, <<1, 2>>, <<2, 0>>}}

Crooked == {{<<0, 1>>, <<0, 2>>, <<1, 0>>, <<1, 2>>, <<1, 3>>, <<2, 3>>, <<3, 0>>}}

Still == {[j \in Node |-> IF j = 2 THEN 1 ELSE 0]}

Ordinary == {[j \in Node |-> <<3, 10, 2, 5>>[j + 1]]}
=============================================================================
