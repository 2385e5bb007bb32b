-------------------------------- MODULE Luck --------------------------------
(***************************************************************************)
(* What the probe ending assumes, seen from outside: no node can evaluate  *)
(* anything in this module.                                                *)
(***************************************************************************)
EXTENDS Digraphs, Recurrence

(***************************************************************************)
(* The words of all nodes after 0, 1, ..., k rounds in which everybody     *)
(* sends.                                                                  *)
(***************************************************************************)
Mixed(g, word) ==
    LET share == TLCEval([i \in Node |-> Div(word[i], (1 + OutDegree(g, i)) % Prime)])
    IN  TLCEval([j \in Node |->
            Sum([i \in Node |-> IF i = j \/ <<i, j>> \in g THEN share[i] ELSE 0], N - 1)])

RECURSIVE Run(_, _, _)
Run(g, start, k) == IF k = 0 THEN <<start>>
                    ELSE LET run == Run(g, start, k - 1)
                         IN  Append(run, Mixed(g, run[k]))

Observed(run, j) == [k \in 1..Len(run) |-> run[k][j]]

(***************************************************************************)
(* The true order of each node: of the shortest recurrence that holds for  *)
(* the differences of its words whatever words the nodes start with.  It   *)
(* is enough to try the starts in which one node has 1 and the others 0.   *)
(***************************************************************************)
Unit(i) == [j \in Node |-> IF j = i THEN 1 ELSE 0]

TrueOrders(g) ==
    LET run == TLCEval([i \in Node |-> Run(g, Unit(i), N)])
    IN  TLCEval([j \in Node |-> Order(FirstDependence(
            [k \in 1..N |-> [i \in 1..N |-> Sub(run[i - 1][k + 1][j], run[i - 1][k][j])]]))])

(***************************************************************************)
(* A probe is lucky when it makes no node settle too early: no leading     *)
(* Hankel matrix, up to the node's true order, is singular.                *)
(***************************************************************************)
LuckyProbe(g, start) ==
    LET run   == TLCEval(Run(g, start, 2 * N - 2))
        order == TrueOrders(g)
    IN  \A j \in Node :
            LET u == Differences(Observed(run, j))
            IN  \A k \in 1..order[j] : ~Singular(u, k)
=============================================================================
