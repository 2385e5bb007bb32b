------------------------- MODULE RoundCoordination --------------------------
(***************************************************************************)
(* Finite-time average consensus in lock-step rounds.                      *)
(*                                                                         *)
(* Every node starts with a value of its own and knows its own out-degree. *)
(* In each round it divides its words by one more than its out-degree,     *)
(* keeps one such share, sends one along each arc, and sums what it holds  *)
(* and hears.  What a node observes of its own words obeys a linear        *)
(* recurrence.  Once it has enough observations to know the recurrence, it *)
(* computes from them what its words would tend to if the rounds went on   *)
(* for ever, and the ratio of two such limits is the average of all start  *)
(* values.  All arithmetic is exact, in GF(Prime).                         *)
(***************************************************************************)
EXTENDS Luck, Deciding

CONSTANTS InitialDigraphs,   \* the strongly connected digraphs to start from,
          InitialValues,     \* the values, as functions from Node to Int,
          InitialProbes      \* and the probes, as functions from Node to GF

VARIABLES digraph,           \* who sends to whom; never changes
          round,             \* how many rounds are over
          numerator,         \* each node's observations of its word x, which starts at its value,
          denominator,       \* of its word y, which starts at 1,
          probe,             \* and of its word r, which starts at random; << >> with a bound
          horizon,           \* the latest decision round that each node has heard of
          order,             \* the order of the recurrence by which each node decided
          decided,           \* the round after which each node decided
          average,           \* what it decided
          stopped            \* the round after which it fell silent

words == <<numerator, denominator, probe>>

vars == <<digraph, round, words, horizon, order, decided, average, stopped>>

(***************************************************************************)
(* A negative value is a residue too.  That the probe is lucky is the only *)
(* assumption of the probe ending; a random probe is, but for small odds.  *)
(***************************************************************************)
Init ==   \* FTC-3
    /\ digraph \in InitialDigraphs
    /\ IF Ending = "bound" THEN probe = [j \in Node |-> << >>]
       ELSE \E r \in InitialProbes : /\ LuckyProbe(digraph, r)
                                     /\ probe = [j \in Node |-> <<r[j]>>]
    /\ \E x \in InitialValues : numerator = [j \in Node |-> <<x[j] % Prime>>]
    /\ denominator = [j \in Node |-> <<1>>]
    /\ round = 0
    /\ horizon = [j \in Node |-> 0]
    /\ order   = [j \in Node |-> None]
    /\ decided = [j \in Node |-> None]
    /\ average = [j \in Node |-> None]
    /\ stopped = [j \in Node |-> None]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Deciding, by what the node has seen.                                    *)
(***************************************************************************)
CanDecide(j) == /\ decided[j] = None
                /\ stopped[j] = None
                /\ Enough(round, probe[j])

Verdict(j) == Decision(numerator[j], denominator[j], probe[j])

(***************************************************************************)
(* Stopping.  With the probe ending a node waits until its horizon has not *)
(* moved for longer than news takes from any node.  Its order is at least  *)
(* its eccentricity, so one more than its order is longer.                 *)
(***************************************************************************)
Window(j) == order[j] + 1

CanStop(j) ==   \* FTC-14
    /\ decided[j] # None
    /\ stopped[j] = None
    /\ Ending = "probe" => round - horizon[j] >= Window(j)

(***************************************************************************)
(* A round: what j sends to each out-neighbour and to itself, whom it      *)
(* hears, and what it makes of the messages.  A node that has stopped      *)
(* sends nothing and keeps what it has.                                    *)
(***************************************************************************)
Share(j, word) == Div(Last(word[j]), (1 + OutDegree(digraph, j)) % Prime)   \* FTC-4

Message(j) == [numerator   |-> Share(j, numerator),   \* FTC-6
               denominator |-> Share(j, denominator),
               probe       |-> IF Ending = "probe" THEN Share(j, probe) ELSE 0,
               horizon     |-> horizon[j]]

Hears(j, i) == stopped[i] = None /\ (i = j \/ <<i, j>> \in digraph)

Observe(word, name, sent, j) ==
    IF stopped[j] # None THEN word[j]
    ELSE Append(word[j], Sum([i \in Node |-> IF Hears(j, i) THEN sent[i][name] ELSE 0], N - 1))

Listen(sent, j) ==   \* FTC-13
    IF stopped[j] # None THEN horizon[j]
    ELSE Max({sent[i].horizon : i \in {i \in Node : Hears(j, i)}}
             \cup {IF decided[j] = None THEN round + 1 ELSE decided[j]})

-----------------------------------------------------------------------------
(***************************************************************************)
(* The actions.  Deciding comes before stopping, and both before the next  *)
(* round, so exactly one action is possible in every state.  (x \in {e}    *)
(* has TLC evaluate e once, where LET x == e would again at every use.)    *)
(***************************************************************************)
Deciders == {j \in Node : CanDecide(j)}
Stoppers == {j \in Node : CanStop(j)}
Senders  == {j \in Node : stopped[j] = None}

Decide ==
    \E who \in {Deciders} : \E now \in {[j \in who |-> Verdict(j)]} :
        /\ who # {}
        /\ order'   = [j \in Node |-> IF j \in who THEN now[j].order ELSE order[j]]
        /\ average' = [j \in Node |-> IF j \in who THEN now[j].average ELSE average[j]]
        /\ decided' = [j \in Node |-> IF j \in who THEN round ELSE decided[j]]
        /\ decided' # decided
        /\ UNCHANGED <<digraph, round, words, horizon, stopped>>

Stop ==
    \E who \in {Stoppers} :
        /\ who # {}
        /\ Deciders = {}
        /\ stopped' = [j \in Node |-> IF j \in who THEN round ELSE stopped[j]]
        /\ stopped' # stopped
        /\ UNCHANGED <<digraph, round, words, horizon, order, decided, average>>

Advance ==   \* FTC-5
    /\ Senders # {}
    /\ Stoppers = {}
    /\ Deciders = {}
    /\ round' = round + 1
    /\ \E sent \in {[j \in Senders |-> Message(j)]} :
        /\ numerator'   = [j \in Node |-> Observe(numerator, "numerator", sent, j)]
        /\ denominator' = [j \in Node |-> Observe(denominator, "denominator", sent, j)]
        /\ IF Ending = "bound" THEN UNCHANGED <<probe, horizon>>
           ELSE /\ probe'   = [j \in Node |-> Observe(probe, "probe", sent, j)]
                /\ horizon' = [j \in Node |-> Listen(sent, j)]
    /\ UNCHANGED <<digraph, order, decided, average, stopped>>

(***************************************************************************)
(* All have stopped.  This step tells an end from a deadlock.  It is the   *)
(* only one that changes nothing.                                          *)
(***************************************************************************)
Finished == Senders = {} /\ UNCHANGED vars

Next == Advance \/ Decide \/ Stop \/ Finished

(***************************************************************************)
(* Rounds go on until all have stopped.  This is WF_vars(Next), written    *)
(* with Senders # {} in the place of ENABLED <<Next>>_vars, over which TLC *)
(* takes very long.  The two are the same when there is no deadlock, for   *)
(* Finished is the only step that changes nothing.                         *)
(***************************************************************************)
Fairness == []<>(Senders = {}) \/ []<><<TRUE>>_vars

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* What holds in every state.  First the types: a node observes once at    *)
(* the start and once in each round until it stops.                        *)
(***************************************************************************)
Observations(word, j) ==
    /\ DOMAIN word[j] = 1 .. 1 + (IF stopped[j] = None THEN round ELSE stopped[j])
    /\ \A k \in DOMAIN word[j] : word[j][k] \in GF

TypeOK ==
    /\ digraph \subseteq Arcs
    /\ round \in Nat
    /\ \A word \in {numerator, denominator, probe} : DOMAIN word = Node
    /\ DOMAIN average = Node
    /\ \A j \in Node : /\ Observations(numerator, j)
                       /\ Observations(denominator, j)
                       /\ IF Ending = "probe" THEN Observations(probe, j) ELSE probe[j] = << >>
                       /\ average[j] \in GF \/ average[j] \in {None, Refused}
    /\ horizon \in [Node -> 0..round]
    /\ order   \in [Node -> 0..N \cup {None}]
    /\ decided \in [Node -> 0..round \cup {None}]
    /\ stopped \in [Node -> 0..round \cup {None}]

(***************************************************************************)
(* All that have decided hold the same average, and it is the exact one:   *)
(* as a fraction, the sum of the start values over the number of nodes.    *)
(***************************************************************************)
Agreement == \A i, j \in Node : \/ None \in {average[i], average[j]}   \* FTC-15
                                \/ average[i] = average[j]

Total(word) == Sum([j \in Node |-> word[j][1]], N - 1)

ExactAverage ==   \* FTC-16
    \A j \in Node : decided[j] # None =>
        /\ average[j] # Refused
        /\ LET fraction == Reconstruct(average[j], N)
           IN  /\ fraction # << >>
               /\ fraction[1] * N = fraction[2] * Signed(Total(numerator))

(***************************************************************************)
(* The number of rounds: exactly 2 Bound - 2, or at most 3 N.              *)
(***************************************************************************)
RoundsBounded == round <= IF Ending = "bound" THEN 2 * Bound - 2 ELSE 3 * N   \* FTC-17

(***************************************************************************)
(* As long as nobody has stopped, rounds neither lose nor add anything.    *)
(***************************************************************************)
Conserved(word) == Sum([j \in Node |-> Last(word[j])], N - 1) = Total(word)

MassConserved ==   \* FTC-7
    Senders = Node => /\ Conserved(numerator)
                      /\ Conserved(denominator)
                      /\ Ending = "probe" => Conserved(probe)

(***************************************************************************)
(* A node decides when it has twice as many differences as the order that  *)
(* it found; with the probe one more, and an order that shows that it has  *)
(* heard from every node.                                                  *)
(***************************************************************************)
NobodyDecidesEarly ==
    \A j \in Node : decided[j] # None =>
        IF Ending = "bound" THEN decided[j] >= 2 * order[j]
        ELSE /\ decided[j] = 2 * order[j] + 1
             /\ order[j] >= Eccentricity(digraph, j)

(***************************************************************************)
(* Nobody falls silent while somebody still has to hear, and the round in  *)
(* which a node stops is known exactly.                                    *)
(***************************************************************************)
NobodyStopsEarly ==
    \A j \in Node : stopped[j] # None => \A i \in Node : decided[i] # None

ExactStopTime ==
    \A j \in Node : stopped[j] # None =>
        stopped[j] = IF Ending = "bound" THEN 2 * Bound - 2
                     ELSE Max({decided[i] : i \in Node}) + order[j] + 1

(***************************************************************************)
(* The digraph never changes, and there is an end.                         *)
(***************************************************************************)
DigraphFixed == [][digraph' = digraph]_vars

EverybodyStops == <>(Senders = {})

-----------------------------------------------------------------------------
(***************************************************************************)
(* The refinement: the one value is the average of the start values, and   *)
(* what a node has adopted is what it has decided.                         *)
(***************************************************************************)
TrueAverage == Div(Total(numerator), Total(denominator))

Contract == INSTANCE Coordination WITH Value <- GF, value <- TrueAverage, adopted <- average

KeepsContract == Contract!Safety

FulfilsContract == Contract!Spec

THEOREM Spec => FulfilsContract
=============================================================================

What TLC counted (TLC 1.7.3; kizami check compares these figures).

  model          N  ending  digraphs  starts                      distinct  generated  depth
  MCBound3       3  bound         18  values 0..2                     3402       3888      7
  MCBound3Wide   3  bound         18  values 0..2, Bound = 5          5346       5832     11
  MCBound4       4  bound       1606  values 0..1                   231264     256960      9
  MCProbe3       3  probe         18  units, 3 probes                 1917       2079     13
  MCProbe3Every  3  probe         18  a unit, all lucky of GF(11)     18348      19899     13
  MCProbe4       4  probe       1606  units, 1 probe                 96860     103284     18
