------------------------------ MODULE Kernels -------------------------------
(***************************************************************************)
(* What a first epoch with the probe ending teaches every node, and what   *)
(* stays true in every later epoch on the same digraph: a recurrence of    *)
(* the differences of any word of that node, the projection of its         *)
(* denominator, which starts at 1 in every epoch, and how many rounds all  *)
(* nodes need.                                                             *)
(***************************************************************************)
EXTENDS Luck, Deciding

(***************************************************************************)
(* What a node knows when it has stopped, by its observations y and r of   *)
(* denominator and probe up to its decision, and by its horizon, which is  *)
(* now the latest decision round of all.  As whoever has the order M       *)
(* decides in round 2 M + 1, the horizon tells the greatest order of all;  *)
(* that many rounds everybody needs.                                       *)
(***************************************************************************)
Kernel(y, r, horizon) ==   \* FTC-30
    LET beta == Shortest(Differences(r))
    IN  [recurrence  |-> beta,
         denominator |-> Projection(y, beta),
         rounds      |-> (horizon - 1) \div 2]

(***************************************************************************)
(* The same seen from outside: the kernels of all nodes after a first      *)
(* epoch whose probe had that start, whatever its values were.             *)
(***************************************************************************)
UpTo(word, k) == SubSeq(word, 1, k + 1)

SettledAt(r) ==
    CHOOSE k \in 0..Len(r)-1 : /\ Enough(k, UpTo(r, k))
                               /\ \A m \in 0..k-1 : ~Enough(m, UpTo(r, m))

Ones == [j \in Node |-> 1]

Taught(g, start) ==
    LET probe   == TLCEval(Run(g, start, 2 * N - 1))
        ones    == TLCEval(Run(g, Ones, 2 * N - 1))
        settled == TLCEval([j \in Node |-> SettledAt(Observed(probe, j))])
    IN  TLCEval([j \in Node |-> Kernel(UpTo(Observed(ones, j), settled[j]),
                                       UpTo(Observed(probe, j), settled[j]),
                                       Max({settled[i] : i \in Node}))])
=============================================================================
