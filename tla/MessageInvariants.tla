-------------------------- MODULE MessageInvariants -------------------------
(***************************************************************************)
(* What holds of MessageCoordination in every state, however links behave. *)
(***************************************************************************)
EXTENDS MessageCoordination

Messages(S) == \A m \in S : /\ m.from \in Node
                            /\ m.epoch \in 0..Epochs-1
                            /\ m.round \in Nat
                            /\ m.horizon \in 0..m.round
                            /\ Len(m.words) \in {0, IF Ending = "probe" THEN 3 ELSE 2}
                            /\ \A w \in DOMAIN m.words : m.words[w] \in GF

Observations(word, j) == /\ DOMAIN word[j] = 1..1 + round[j]
                         /\ \A k \in DOMAIN word[j] : word[j][k] \in GF

TypeOK ==
    /\ digraph \subseteq Arcs
    /\ epoch \in [Node -> 0..Epochs-1]
    /\ \A word \in {numerator, denominator, probe} : DOMAIN word = Node
    /\ DOMAIN average = Node
    /\ \A j \in Node : /\ round[j] \in Nat
                       /\ Observations(numerator, j)
                       /\ Observations(denominator, j)
                       /\ IF Ending = "probe" THEN Observations(probe, j) ELSE probe[j] = << >>
                       /\ horizon[j] \in 0..round[j]
                       /\ order[j]   \in 0..N \cup {None}
                       /\ decided[j] \in 0..round[j] \cup {None}
                       /\ stopped[j] \in {round[j], None}
                       /\ average[j] \in GF \cup {None, Refused}
    /\ Messages(network)
    /\ \A j \in Node : inbox[j] \cup offered[j] \subseteq network

(***************************************************************************)
(* The start value of j in epoch e, and the exact average of that epoch.   *)
(***************************************************************************)
StartValue(j, e) == Later(numerator[j][1], j, e - epoch[j])

TotalValue(e) == Sum([j \in Node |-> StartValue(j, e)], N - 1)

Agreement == \A i, j \in Node : \/ None \in {average[i], average[j]}   \* FTC-15
                                \/ epoch[i] # epoch[j]
                                \/ average[i] = average[j]

ExactAverage ==   \* FTC-16
    \A j \in Node : decided[j] # None =>
        /\ average[j] # Refused
        /\ LET fraction == Reconstruct(average[j], N)
           IN  /\ fraction # << >>
               /\ fraction[1] * N = fraction[2] * Signed(TotalValue(epoch[j]))

RoundsBounded ==   \* FTC-17
    \A j \in Node : round[j] <= IF Ending = "bound" THEN 2 * Bound - 2 ELSE 3 * N

(***************************************************************************)
(* Tags.  A node makes one message for each of its rounds, and holds only  *)
(* messages of its own epoch, of rounds that are not over.                 *)
(***************************************************************************)
OneMessageEach ==   \* FTC-21
    \A m, o \in network : m # o => <<m.from, m.epoch, m.round>> # <<o.from, o.epoch, o.round>>

NoMixing ==   \* FTC-22
    \A j \in Node : \A m \in inbox[j] : /\ <<m.from, j>> \in digraph
                                        /\ m.epoch = epoch[j]
                                        /\ m.round >= round[j] \/ IsMark(m)

(***************************************************************************)
(* How far a node can be ahead of another one, in the same epoch: as many  *)
(* rounds as news takes from the other one; or, once somebody has stopped, *)
(* as many as its order.                                                   *)
(***************************************************************************)
Lead(j, i) == IF order[j] = None \/ Ending = "bound" THEN Distance(digraph, i, j) ELSE order[j]

SkewBounded ==   \* FTC-27
    \A i, j \in Node : epoch[i] = epoch[j] => round[j] - round[i] <= Lead(j, i)

EpochSkew == \A i, j \in Node : epoch[j] - epoch[i] <= 1

InboxBounded ==   \* FTC-22
    \A j \in Node : \A i \in Node : Cardinality({m \in inbox[j] : m.from = i}) <= N

(***************************************************************************)
(* What somebody still needs, its sender still offers.                     *)
(***************************************************************************)
Needed(i, j) == {m \in network : m.from = i /\ (Usable(j, m) \/ m.epoch > epoch[j])}

NeededIsOffered ==   \* FTC-23
    \A arc \in digraph : Needed(arc[1], arc[2]) \subseteq offered[arc[1]]

(***************************************************************************)
(* With the probe ending, whoever has stopped knows that all have decided, *)
(* and so does whoever has begun the next epoch.                           *)
(***************************************************************************)
KnowsAll == \A i, j \in Node : /\ stopped[j] # None /\ epoch[j] = epoch[i] => decided[i] # None
                               /\ epoch[j] > epoch[i] => decided[i] # None

NobodyStopsEarly == Ending = "probe" => KnowsAll   \* FTC-25

NobodyDecidesEarly ==
    \A j \in Node : decided[j] # None =>
        IF Ending = "bound" THEN decided[j] = 2 * Bound - 2
        ELSE /\ decided[j] = 2 * order[j] + 1
             /\ order[j] >= Eccentricity(digraph, j)

ExactStopTime ==
    \A j \in Node : stopped[j] # None =>
        IF Ending = "bound" THEN stopped[j] = 2 * Bound - 2
        ELSE (\A i \in Node : epoch[i] = epoch[j]) =>
                 stopped[j] = Max({decided[i] : i \in Node}) + order[j] + 1

-----------------------------------------------------------------------------
(***************************************************************************)
(* The contract, for a single epoch.                                       *)
(***************************************************************************)
TrueAverage == Div(TotalValue(0), N % Prime)

Contract == INSTANCE Coordination WITH Value <- GF, value <- TrueAverage, adopted <- average

KeepsContract == Contract!Safety

FulfilsContract == Contract!Spec

EverybodyDecides == <>(\A j \in Node : decided[j] # None)

EverybodyStops == <>Done
=============================================================================
