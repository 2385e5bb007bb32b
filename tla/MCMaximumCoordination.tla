------------------------ MODULE MCMaximumCoordination -----------------------
(***************************************************************************)
(* Where the models of MaximumCoordination start, and the mistakes that    *)
(* they must refute; see MCRoundCoordination.                              *)
(***************************************************************************)
EXTENDS MaximumCoordination, Luck

(***************************************************************************)
(* Values.  The greatest of all is at least v when one is, so the N units  *)
(* stand for all values.  The others show as much.                         *)
(***************************************************************************)
Ternary == [Node -> 0..2]

Units == {Unit(i) : i \in Node}

(***************************************************************************)
(* The numbers of rounds that nodes know are enough: the greatest order,   *)
(* and one less than the number of nodes.                                  *)
(***************************************************************************)
GreatestOrder(g) == LET true == TrueOrders(g) IN Greatest({true[j] : j \in Node})

ASSUME \A g \in InitialDigraphs : /\ Diameter(g) <= GreatestOrder(g)
                                  /\ Diameter(g) <= N - 1

-----------------------------------------------------------------------------
(***************************************************************************)
(* The mistakes.                                                           *)
(***************************************************************************)
DiameterLessOne(g) == {Diameter(g) - 1}           \* for EnoughRounds

OrderLessOne(g) == {GreatestOrder(g) - 1}         \* for EnoughRounds

OwnOnly(j) == heard[j]                            \* for Listen

NoEnd == TRUE                                     \* for CanAdvance

AtOnce == None \in {maximum[j] : j \in Node}      \* for CanMaximum
=============================================================================
