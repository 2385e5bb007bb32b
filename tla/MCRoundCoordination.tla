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

(***************************************************************************)
(* What must not be impossible, or an invariant that begins with it would  *)
(* say nothing.                                                            *)
(***************************************************************************)
NobodyDecides == \A j \in Node : decided[j] = None

NobodyDecidesNow == \A j \in Node : decided[j] # round

NoTwoDecide == \A i, j \in Node : i # j => None \in {average[i], average[j]}

NobodyStops == \A j \in Node : stopped[j] = None

NobodyStopsAlone == \A i, j \in Node : stopped[j] # None => stopped[i] # None

NobodyMoves == Senders = Node => round = 0

-----------------------------------------------------------------------------
(***************************************************************************)
(* The mistakes.                                                           *)
(***************************************************************************)
AnyProbe(g, start) == TRUE        \* for LuckyProbe:    no luck is needed

OneRoundLess == 2 * Bound - 3     \* for DecisionRound: one round less will do

NoMargin(j) == order[j]           \* for Window:        the order alone will do

WideMargin(j) == order[j] + N + 2 \* for Window:        it can be as wide as one likes

Untested(u) ==                    \* for Settled:       a recurrence need not foretell anything
    Len(u) >= 2 * Order(Shortest(u))

AtOnce(k, r) == k > 0             \* for Enough:        one round is enough

Unprojected(x, y, r) ==           \* for Decision:      the ratio of the last words will do
    [order |-> N - 1, average |-> Div(Last(x), Last(y))]

Unshared(j, word) ==              \* for Share:         a node need not keep a share for itself
    Div(Last(word[j]), OutDegree(digraph, j))

Everybody(j, i) ==                \* for Hears:         arcs do not matter
    stopped[i] = None

TooFar(sent, j) == round + 2      \* for Listen:        a horizon can be beyond the round

DecideAgain(j) ==                 \* for CanDecide:     one can decide again
    decided[j] # round /\ Enough(round, probe[j])

StopUndecided(j) ==               \* for CanStop:       one can stop without having decided
    stopped[j] = None /\ (Ending = "probe" => round - horizon[j] >= Window(j))

StopAgain(j) ==                   \* for CanStop:       one can stop again
    decided[j] # None /\ (Ending = "probe" => round - horizon[j] >= Window(j))

Rewired ==                        \* for Finished:      the digraph can change in the end
    /\ Senders = {}
    /\ digraph' = {}
    /\ UNCHANGED <<round, words, horizon, order, decided, average, stopped>>

Unfair == TRUE                    \* for Fairness:      rounds go on by themselves

(***************************************************************************)
(* For Advance: rounds can go on when all have stopped, when somebody can  *)
(* stop, when somebody can decide.                                         *)
(***************************************************************************)
Moved ==
    /\ round' = round + 1
    /\ \E sent \in {[j \in Senders |-> Message(j)]} :
        /\ numerator'   = [j \in Node |-> Observe(numerator, "numerator", sent, j)]
        /\ denominator' = [j \in Node |-> Observe(denominator, "denominator", sent, j)]
        /\ IF Ending = "bound" THEN UNCHANGED <<probe, horizon>>
           ELSE /\ probe'   = [j \in Node |-> Observe(probe, "probe", sent, j)]
                /\ horizon' = [j \in Node |-> Listen(sent, j)]
    /\ UNCHANGED <<digraph, order, decided, average, stopped>>

AdvanceStopped == Stoppers = {} /\ Deciders = {} /\ Moved

AdvanceUnstopped == Senders # {} /\ Deciders = {} /\ Moved

AdvanceUndecided == Senders # {} /\ Stoppers = {} /\ Moved
=============================================================================
