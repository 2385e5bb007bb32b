------------------------ MODULE MCRepeatCoordination ------------------------
(***************************************************************************)
(* Where the models of RepeatCoordination start, and the mistakes that     *)
(* they must refute; see MCRoundCoordination.                              *)
(***************************************************************************)
EXTENDS RepeatCoordination

(***************************************************************************)
(* Values, as in the other models: no kernel depends on them, so the       *)
(* average is a linear function of them, and the N units stand for all.    *)
(* The others show as much.                                                *)
(***************************************************************************)
Ternary == [Node -> 0..2]

Units == {Unit(i) : i \in Node}

OneUnit == {Unit(0)}

(***************************************************************************)
(* Probes of the first epoch.  All that are lucky teach the same.          *)
(***************************************************************************)
Drawn == <<<<31337, 14142, 27182, 16180>>, <<40961, 2718, 5772, 17320>>, <<7, 33550, 20601, 12345>>>>

DrawnProbes == {[j \in Node |-> Drawn[k][j + 1]] : k \in 1..3}

DrawnProbe == {[j \in Node |-> Drawn[1][j + 1]]}

-----------------------------------------------------------------------------
(***************************************************************************)
(* The mistakes.  First, to take for a kernel what a first epoch with the  *)
(* bound ending finds: the recurrence of its value's own word, and what    *)
(* that of the denominator gives, which is right.  It would do for the     *)
(* same values again.  Here only node 0 had a value at first.              *)
(***************************************************************************)
OfValue(g, start) ==                                          \* for Taught
    LET value == TLCEval(Run(g, Unit(0), 2 * N - 2))
        ones  == TLCEval(Run(g, Ones, 2 * N - 2))
    IN  TLCEval([j \in Node |->
            LET x == Observed(value, j)
                y == Observed(ones, j)
            IN  [recurrence  |-> Shortest(Differences(x)),
                 denominator |-> Projection(y, Shortest(Differences(y))),
                 rounds      |-> N - 1]])

(***************************************************************************)
(* To decide one observation earlier, by all others.                       *)
(***************************************************************************)
OneLess(j) == decided[j] = None /\ round = DecisionAt(j) - 1  \* for CanDecide

WithoutFirst(j) ==                                            \* for Verdict
    LET beta  == kernel[j].recurrence
        total == Dot(beta, [i \in 1..Len(beta) |-> 1], Len(beta))
    IN  Ratio(Div(Dot(Tail(beta), numerator[j], Len(beta) - 1), total), kernel[j].denominator)

(***************************************************************************)
(* To stop as soon as one has decided, though others still need the words; *)
(* and to go on for a round more.                                          *)
(***************************************************************************)
StopDecided(j) == decided[j] # None /\ stopped[j] = None      \* for CanStop

OneRoundMore(y, r, horizon) ==                                \* for Kernel
    LET beta == Shortest(Differences(r))
    IN  [recurrence  |-> beta,
         denominator |-> Projection(y, beta),
         rounds      |-> (horizon + 1) \div 2]

(***************************************************************************)
(* The others, as in MCRoundCoordination: a node need not keep a share for *)
(* itself; arcs do not matter; what a node decides need not be in GF; a    *)
(* node may forget its kernel in the end; rounds go on by themselves.      *)
(***************************************************************************)
Unshared(j) == Div(Last(numerator[j]), OutDegree(digraph, j)) \* for Share

Everybody(j, i) == stopped[i] = None                          \* for Hears

Negative(j) == Signed(Ratio(Projection(numerator[j], kernel[j].recurrence),   \* for Verdict
                            kernel[j].denominator))

Unlearnt ==                                                   \* for Finished
    /\ Senders = {}
    /\ kernel' = << >>
    /\ UNCHANGED <<digraph, round, numerator, decided, average, stopped>>

Unfair == TRUE                                                \* for Fairness
=============================================================================
