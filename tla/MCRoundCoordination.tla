------------------------ MODULE MCRoundCoordination -------------------------
(***************************************************************************)
(* Where the models of RoundCoordination start, and the mistakes that they *)
(* must refute.  A configuration chooses: InitialValues <- Bits puts the   *)
(* definition below in the place of the constant, and Window <- NoMargin   *)
(* puts a mistake in the place of a right definition.                      *)
(***************************************************************************)
EXTENDS RoundCoordination

(***************************************************************************)
(* Values.  With the probe ending no recurrence depends on the values, so  *)
(* the average is a linear function of them, and the N units stand for all *)
(* values.  Where the models take every labelling of the digraphs and of   *)
(* the probes, one unit stands for all units.                              *)
(***************************************************************************)
Ternary == [Node -> 0..2]

Bits == [Node -> 0..1]

Units == {Unit(i) : i \in Node}

OneUnit == {Unit(0)}

(***************************************************************************)
(* Probes.  Scaling a probe changes no recurrence, so the probes whose     *)
(* first word other than 0 is 1, and the one with no such word, stand for  *)
(* all.                                                                    *)
(***************************************************************************)
NoProbes == {}

Drawn == <<<<31337, 14142, 27182, 16180>>, <<40961, 2718, 5772, 17320>>, <<7, 33550, 20601, 12345>>>>

DrawnProbes == {[j \in Node |-> Drawn[k][j + 1]] : k \in 1..3}

DrawnProbe == {[j \in Node |-> Drawn[1][j + 1]]}

EveryProbe == {r \in [Node -> GF] :
                 \A j \in Node : (\A i \in 0..j-1 : r[i] = 0) => r[j] \in {0, 1}}

(***************************************************************************)
(* With the prime of the models, the assumption that a probe is lucky      *)
(* excludes nothing: each digraph is checked with each drawn probe.        *)
(***************************************************************************)
ASSUME Ending = "probe" /\ Prime = 46337 =>
           \A g \in InitialDigraphs, r \in InitialProbes : LuckyProbe(g, r)

(***************************************************************************)
(* Seen from outside: with the probe ending, a node decides by the order   *)
(* that is truly its own.  It is looked at in the states in which somebody *)
(* has just decided.                                                       *)
(***************************************************************************)
OrderIsTrue ==
    (\E j \in Node : decided[j] = round) =>
        LET true == TrueOrders(digraph)
        IN  \A j \in Node : decided[j] # None => order[j] = true[j]

(***************************************************************************)
(* What a prime can do that is not lucky: with some primes the outcome is  *)
(* still right or refused, with others it is silently wrong.               *)
(***************************************************************************)
NeverWrong == \A j \in Node : average[j] \in {None, Refused, TrueAverage}

(***************************************************************************)
(* One digraph on which the prime 5 makes nodes wrong and not the wiser:   *)
(* every node has two out-neighbours and two in-neighbours.                *)
(***************************************************************************)
Fooled == {{<<0, 1>>, <<0, 2>>, <<1, 2>>, <<1, 3>>, <<2, 0>>, <<2, 3>>, <<3, 0>>, <<3, 1>>}}

-----------------------------------------------------------------------------
(***************************************************************************)
(* The mistakes.                                                           *)
(***************************************************************************)
AnyProbe(g, start) == TRUE        \* for LuckyProbe:    no luck is needed

OneRoundLess == 2 * Bound - 3     \* for DecisionRound: one round less will do

NoMargin(j) == order[j]           \* for Window:        the order alone will do
=============================================================================
