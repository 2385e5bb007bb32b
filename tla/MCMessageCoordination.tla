----------------------- MODULE MCMessageCoordination ------------------------
(***************************************************************************)
(* Where the models of MessageCoordination start, what they must be able   *)
(* to reach, and the mistakes that they must refute.  A configuration      *)
(* chooses, as in MCRoundCoordination.                                     *)
(***************************************************************************)
EXTENDS MessageInvariants

(***************************************************************************)
(* Starts, named as in MCRoundCoordination.                                *)
(***************************************************************************)
OneUnit == {Unit(0)}

NoProbes == {}

Drawn == <<<<31337, 14142, 27182, 16180>>, <<40961, 2718, 5772, 17320>>, <<7, 33550, 20601, 12345>>>>

DrawnProbe == {[j \in Node |-> Drawn[1][j + 1]]}

Rings == {{<<j, (j + 1) % N>> : j \in Node}}   \* the cycle alone

(***************************************************************************)
(* Digraphs.  Of the 83 shapes on 4 nodes there are 5 with at most 5 arcs: *)
(* the cycle, 2 others on which all orders are the same, and 2 on which    *)
(* they are not, so that some nodes stop sooner.  In a star the orders are *)
(* 1 for the hub and 2 for the others; in Uneven 3, 3, 3 and 1.            *)
(***************************************************************************)
FewArcs == {g \in CanonicalDigraphs : Cardinality(g) <= 5}

SameOrders(g) == \E true \in {TrueOrders(g)} : \A i, j \in Node : true[i] = true[j]

FiveArcsSame == {g \in FewArcs : Cardinality(g) = 5 /\ SameOrders(g)}

FiveArcsOther == {g \in FewArcs : ~SameOrders(g)}

Stars == {{arc \in Arcs : 0 \in {arc[1], arc[2]}}}

Uneven == {{<<0, 1>>, <<0, 3>>, <<1, 2>>, <<1, 3>>, <<2, 0>>, <<2, 3>>, <<3, 0>>}}

(***************************************************************************)
(* A constraint, for what is reached only late: until somebody stops, one  *)
(* node after the other goes through each round.                           *)
(***************************************************************************)
OneByOne == \/ \E j \in Node : stopped[j] # None
            \/ \A i, j \in Node : i < j => /\ round[i] - round[j] \in {0, 1}
                                           /\ inbox[j] # {} => round[i] > round[j]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Nobody to whom j sends needs anything from it any more, and j knows.    *)
(***************************************************************************)
Released(j) == \A arc \in digraph : arc[1] = j => \E m \in inbox[j] : m.from = arc[2] /\ IsMark(m)

(***************************************************************************)
(* What must not be impossible, or an invariant that begins with it would  *)
(* say nothing: each of these is refuted.                                  *)
(***************************************************************************)
NobodyDecides == \A j \in Node : decided[j] = None

NoTwoDecide == \A i, j \in Node : i # j /\ epoch[i] = epoch[j] => None \in {average[i], average[j]}

NobodyStops == \A j \in Node : stopped[j] = None

NobodyStopsAlone == \A i, j \in Node : epoch[i] = epoch[j] /\ stopped[j] # None => stopped[i] # None

NobodyIsAnEpochAhead == \A i, j \in Node : epoch[i] = epoch[j]

NobodyIsFarAhead == \A arc \in digraph : round[arc[1]] - round[arc[2]] < N - 1

NobodyIsFurtherThanNews == \A i, j \in Node : epoch[i] = epoch[j] => round[j] - round[i] <= Distance(digraph, i, j)

NoInboxIsFull == \A i, j \in Node : Cardinality({m \in inbox[j] : m.from = i}) < N

NoTwoMessages == \A m, o \in network : m.from = o.from => m = o

NothingIsDropped == \A m \in network : m \in offered[m.from]

NothingIsNeededLater == \A arc \in digraph : \A m \in Needed(arc[1], arc[2]) : m.epoch = epoch[arc[2]]

NothingComesLate == \A arc \in digraph : \A m \in offered[arc[1]] : m.round >= round[arc[2]] \/ IsMark(m)

NoMarkIsUsed == \A j \in Node : \A m \in inbox[j] : m.round >= round[j]

NobodyIsReleased == \A j \in Node : CanStop(j) => ~Released(j)

NobodyTakesAllRounds == \A j \in Node : round[j] < IF Ending = "bound" THEN 2 * Bound - 2 ELSE 3 * N - 1

-----------------------------------------------------------------------------
(***************************************************************************)
(* The mistakes.  For Usable: a node takes in words of any round, but no   *)
(* mark of a round that is over, ...                                       *)
(***************************************************************************)
AnyRound(j, m) == <<m.from, j>> \in digraph /\ m.epoch = epoch[j] /\ stopped[j] = None

NoOldMark(j, m) == AnyRound(j, m) /\ m.round >= round[j]

OfTheRound(j, m) == m.round >= round[j] \/ IsMark(m)

AnyEpoch(j, m) == <<m.from, j>> \in digraph /\ OfTheRound(j, m) /\ stopped[j] = None

AnySender(j, m) == m.epoch = epoch[j] /\ OfTheRound(j, m) /\ stopped[j] = None

AlsoStopped(j, m) == <<m.from, j>> \in digraph /\ m.epoch = epoch[j] /\ OfTheRound(j, m)

(***************************************************************************)
(* For Holds: to move on, a node needs nothing; any message; words, though *)
(* there may be none; any mark.  For Heard: it counts the newest words.    *)
(* For Own: not its own.  For Unread: it keeps what it has counted.        *)
(***************************************************************************)
Nothing(j, i) == TRUE

Anything(j, i) == \E m \in inbox[j] : m.from = i

WordsOnly(j, i) == \E m \in inbox[j] : m.from = i /\ m.round = round[j] /\ ~IsMark(m)

AnyMark(j, i) == \E m \in inbox[j] : m.from = i /\ (m.round = round[j] \/ IsMark(m))

Newest(j) == {m \in inbox[j] : ~IsMark(m) /\ \A o \in inbox[j] : o.from = m.from => o.round <= m.round}

NotOwn(j) == {}

AllUnread(j, k) == inbox[j]

(***************************************************************************)
(* For CanAdvance: it moves on after it has stopped; when it could decide; *)
(* when it could stop.                                                     *)
(***************************************************************************)
AllHeld(j) == \A i \in InNeighbours(digraph, j) : Holds(j, i)

AdvanceStopped(j) == ~CanDecide(j) /\ ~CanStop(j) /\ AllHeld(j)

AdvanceUndecided(j) == stopped[j] = None /\ ~CanStop(j) /\ AllHeld(j)

AdvanceUnstopped(j) == stopped[j] = None /\ ~CanDecide(j) /\ AllHeld(j)

(***************************************************************************)
(* For DecisionRound, Settled and CanDecide: it decides too early; by a    *)
(* recurrence that has foretold nothing; again.  For CanStop and Window:   *)
(* it stops undecided; too early; much later.  For CanBegin: it begins at  *)
(* any time; as soon as it has decided.                                    *)
(***************************************************************************)
OneRoundLess == 2 * Bound - 3

Untested(u) == Len(u) >= 2 * Order(Shortest(u))

DecideAgain(j) == decided[j] # round[j] /\ Enough(round[j], probe[j])

StopUndecided(j) == stopped[j] = None /\ (Ending = "probe" => round[j] - horizon[j] >= Window(j))

NoMargin(j) == order[j]

WideMargin(j) == order[j] + N + 2

BeginAnyTime(j) == epoch[j] + 1 < Epochs

BeginDecided(j) == decided[j] # None /\ epoch[j] + 1 < Epochs

(***************************************************************************)
(* For Listen: its horizon is beyond the round.  For Silent: it has words  *)
(* when it stops; it never has words.                                      *)
(***************************************************************************)
TooFar(j, S) == round[j] + 2

NeverSilent(j, k, h) == FALSE

AlwaysSilent(j, k, h) == TRUE

(***************************************************************************)
(* For Kept: it offers one round less; only the newest.  For Latest:       *)
(* nothing of an earlier epoch.  For Offer: old rounds with a new horizon. *)
(***************************************************************************)
KeptLess(o, k) == IF Ending = "bound" THEN Bound - 1 ELSE IF o = None THEN k + 1 ELSE o

NewestOnly(o, k) == 1

ThisEpoch(S, j, o, k) == {m \in S : /\ \A other \in S : other.epoch <= m.epoch
                                    /\ m.epoch = epoch[j] => m.round > k - Kept(o, k)}

OfferAnew(j, messages, k) ==
    \E more \in {messages \cup {[m EXCEPT !.horizon = horizon[j]] : m \in Latest(offered[j], j, order[j], k)}} :
        /\ offered' = [offered EXCEPT ![j] = Latest(@ \cup more, j, order[j], k)]
        /\ network' = network \cup more

(***************************************************************************)
(* For Stop: it stops without a mark; keeps its inbox; ceases to offer.    *)
(***************************************************************************)
Stopping(j, messages, left) ==
    /\ CanStop(j)
    /\ stopped' = [stopped EXCEPT ![j] = round[j]]
    /\ inbox'   = [inbox EXCEPT ![j] = left]
    /\ offered' = [offered EXCEPT ![j] = messages]
    /\ network' = network \cup messages
    /\ UNCHANGED <<digraph, epoch, round, words, horizon, verdict>>

Marked(j) == Latest(offered[j] \cup (IF Ending = "probe" THEN {Mark(j)} ELSE {}), j, order[j], round[j])

StopUnmarked(j) == Stopping(j, offered[j], {})

StopFull(j) == Stopping(j, Marked(j), inbox[j])

StopMute(j) == Stopping(j, {}, {})

(***************************************************************************)
(* This one is no mistake: a node that holds the marks of all its          *)
(* out-neighbours as it stops may offer nothing any more.                  *)
(***************************************************************************)
StopReleased(j) == Stopping(j, IF Released(j) THEN {} ELSE Marked(j), {})

(***************************************************************************)
(* For Deliver, in Fairness: links grant nothing.                          *)
(***************************************************************************)
NeverDelivered(i, j) == FALSE
=============================================================================
