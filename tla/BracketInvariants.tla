------------------------- MODULE BracketInvariants --------------------------
(***************************************************************************)
(* What holds of BracketMessages in every state, however links behave.     *)
(***************************************************************************)
EXTENDS BracketMessages

IsMessage(m) == /\ m.from \in Node
                /\ m.epoch \in 0..Epochs-1
                /\ m.round \in 0..End(span)-1
                /\ {m.numerator, m.least, m.greatest} \subseteq Int
                /\ m.denominator \in Nat

Fraction(q) == q[2] \in 1..MaxOf(Bound, Accuracy) /\ Lowest(q[1], q[2]) = q

TypeOK ==
    /\ digraph \subseteq Arcs
    /\ span \in Spans(digraph)
    /\ epoch \in [Node -> 0..Epochs-1]
    /\ round \in [Node -> 0..End(span)]
    /\ \A word \in {numerator, least, greatest, lower, upper, centre} : word \in [Node -> Int]
    /\ denominator \in [Node -> Nat \ {0}]
    /\ scale \in [Node -> Nat \ {0}]
    /\ DOMAIN average = Node
    /\ \A j \in Node : /\ decided[j] \in {None, round[j]}
                       /\ average[j] \in {Nothing, Refused} \/ Fraction(average[j])
                       /\ inbox[j] \cup offered[j] \subseteq network
    /\ \A m \in network : IsMessage(m)

(***************************************************************************)
(* Of the same epoch, all are right, and decide in the same round.         *)
(***************************************************************************)
TrueAverage(e) == Lowest(Total(Values(e), N - 1), N)

ExactAverage == \A j \in Node : average[j] \in {Nothing, TrueAverage(epoch[j])}

DecideTogether == \A i, j \in Node : \/ epoch[i] # epoch[j]
                                     \/ None \in {decided[i], decided[j]}
                                     \/ decided[i] = decided[j]

(***************************************************************************)
(* All that are in the same window hold the same bracket in the same frame.*)
(***************************************************************************)
SameWindow(i, j) == epoch[i] = epoch[j] /\ round[i] \div span = round[j] \div span

SameBracket == \A i, j \in Node : ~SameWindow(i, j) \/ (lower[i] = lower[j] /\ upper[i] = upper[j])

SameFrame == \A i, j \in Node : ~SameWindow(i, j) \/ (centre[i] = centre[j] /\ scale[i] = scale[j])

(***************************************************************************)
(* Tags.  A node makes one message for each of its rounds, and holds only  *)
(* messages of its own epoch, of rounds that are not over, and not many.   *)
(***************************************************************************)
OneMessageEach == \A m, o \in network : m = o \/ <<m.from, m.epoch, m.round>> # <<o.from, o.epoch, o.round>>

NoMixing == \A j \in Node : \A m \in inbox[j] : /\ <<m.from, j>> \in digraph
                                                /\ m.epoch = epoch[j]
                                                /\ m.round >= round[j]

InboxBounded == \A i, j \in Node : Cardinality({m \in inbox[j] : m.from = i}) <= span + 1   \* FTC-47

NoneTooFar == \A j \in Node : \A m \in inbox[j] : m.round <= round[j] + span

(***************************************************************************)
(* How far nodes can be apart, and that whoever is in round span is not in *)
(* an epoch that somebody has not begun.                                   *)
(***************************************************************************)
SkewBounded == \A i, j \in Node : epoch[i] # epoch[j] \/ round[j] - round[i] <= Distance(digraph, i, j)

EpochSkew == \A i, j \in Node : epoch[j] - epoch[i] <= 1

AllHaveBegun == \A i, j \in Node : round[j] < span \/ epoch[i] >= epoch[j]   \* FTC-47

(***************************************************************************)
(* What somebody still needs, its sender still offers.                     *)
(***************************************************************************)
Needed(i, j) == {m \in network : m.from = i /\ (Usable(j, m) \/ m.epoch > epoch[j])}

NeededIsOffered == \A arc \in digraph : Needed(arc[1], arc[2]) \subseteq offered[arc[1]]   \* FTC-47

-----------------------------------------------------------------------------
(***************************************************************************)
(* The contract, for a single epoch.                                       *)
(***************************************************************************)
Contract == INSTANCE Coordination WITH
    Value   <- Int \X Nat,
    None    <- Nothing,
    value   <- TrueAverage(0),
    adopted <- [j \in Node |-> IF average[j] = Refused THEN Nothing ELSE average[j]]

KeepsContract == Contract!Safety

FulfilsContract == Contract!Spec

EverybodyStops == <>Done
=============================================================================
