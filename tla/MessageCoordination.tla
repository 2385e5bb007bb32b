------------------------ MODULE MessageCoordination -------------------------
(***************************************************************************)
(* Finite-time average consensus over links that lose, double and reorder. *)
(*                                                                         *)
(* The rounds are those of RoundCoordination, but every node goes through  *)
(* them at its own pace.  A message carries the epoch and the round that   *)
(* it belongs to, and a node moves on when it holds the message of its own *)
(* round from every in-neighbour.  An arc has no way back, so nobody ever  *)
(* acknowledges anything: a node goes on offering its latest messages, and *)
(* whoever still needs one gets it in the end.                             *)
(*                                                                         *)
(* Whatever was once offered may arrive at any time, any number of times,  *)
(* in any order, or never.  So network only grows; a message is lost when  *)
(* nobody ever receives it, and one that comes again changes nothing.  All *)
(* that links grant is that what is offered again and again arrives in the *)
(* end.                                                                    *)
(***************************************************************************)
EXTENDS Luck, Deciding

CONSTANTS Epochs,            \* how many coordinations follow each other
          InitialDigraphs,   \* the strongly connected digraphs to start from,
          InitialValues,     \* the values, as functions from Node to Int,
          InitialProbes      \* and the probes, as functions from Node to GF

VARIABLES digraph,           \* who sends to whom; never changes
          epoch,             \* the epoch that each node is in, from 0,
          round,             \* and its round there
          numerator,         \* its observations of x in this epoch,
          denominator,       \* of y,
          probe,             \* and of r; << >> with a bound
          horizon,           \* the latest decision round that it has heard of
          order,             \* the order of the recurrence by which it decided
          decided,           \* the round after which it decided
          average,           \* what it decided
          stopped,           \* the round after which it fell silent
          inbox,             \* the messages that it holds and still needs
          offered,           \* those that it offers to all its out-neighbours
          network            \* every message that was ever offered

words == <<numerator, denominator, probe>>

verdict == <<order, decided, average>>

vars == <<digraph, epoch, round, words, horizon, verdict, stopped, inbox, offered, network>>

(***************************************************************************)
(* A message.  One without words is the mark of a node that has stopped:   *)
(* it says that no words of this round and of later ones will ever come.   *)
(***************************************************************************)
Shared(j, x) == Div(x, (1 + OutDegree(digraph, j)) % Prime)

Message(j, e, k, h, x, y, r) ==   \* FTC-21
    [from |-> j, epoch |-> e, round |-> k, horizon |-> h,
     words |-> <<Shared(j, x), Shared(j, y)>> \o (IF Ending = "probe" THEN <<Shared(j, r)>> ELSE << >>)]

Mark(j) == [from |-> j, epoch |-> epoch[j], round |-> round[j], horizon |-> horizon[j], words |-> << >>]

IsMark(m) == m.words = << >>

First(j, e, x, r) == Message(j, e, 0, 0, x, 1, r)

(***************************************************************************)
(* What a node starts an epoch with need not have to do with the epoch     *)
(* before.  Here it is something else in every epoch, so that a mixture of *)
(* two epochs would be seen.                                               *)
(***************************************************************************)
Later(start, j, e) == (start + e * (j + 1)) % Prime

Init ==
    /\ digraph \in InitialDigraphs
    /\ IF Ending = "bound" THEN probe = [j \in Node |-> << >>]
       ELSE \E r \in InitialProbes : /\ LuckyProbe(digraph, r)
                                     /\ \A e \in 1..Epochs-1 : LuckyProbe(digraph, [j \in Node |-> Later(r[j], j, e)])
                                     /\ probe = [j \in Node |-> <<r[j]>>]
    /\ \E x \in InitialValues : numerator = [j \in Node |-> <<x[j] % Prime>>]
    /\ denominator = [j \in Node |-> <<1>>]
    /\ epoch   = [j \in Node |-> 0]
    /\ round   = [j \in Node |-> 0]
    /\ horizon = [j \in Node |-> 0]
    /\ order   = [j \in Node |-> None]
    /\ decided = [j \in Node |-> None]
    /\ average = [j \in Node |-> None]
    /\ stopped = [j \in Node |-> None]
    /\ inbox   = [j \in Node |-> {}]
    /\ offered = [j \in Node |-> {First(j, 0, numerator[j][1], IF Ending = "probe" THEN probe[j][1] ELSE 0)}]
    /\ network = UNION {offered[j] : j \in Node}

-----------------------------------------------------------------------------
(***************************************************************************)
(* When a node decides and when it stops: the rules of RoundCoordination,  *)
(* in the node's own round.                                                *)
(***************************************************************************)
Window(j) == order[j] + 1

CanDecide(j) == decided[j] = None /\ Enough(round[j], probe[j])

CanStop(j) == /\ decided[j] # None
              /\ stopped[j] = None
              /\ Ending = "probe" => round[j] - horizon[j] >= Window(j)

(***************************************************************************)
(* How many of its latest rounds a node goes on offering, in round k and   *)
(* with order o.  With the bound ending, Bound.  With the probe ending one *)
(* more than its order, and all as long as it has none.                    *)
(***************************************************************************)
Kept(o, k) == IF Ending = "bound" THEN Bound   \* FTC-23
              ELSE IF o = None THEN k + 1 ELSE o + 1

Latest(S, j, o, k) == {m \in S : m.epoch = epoch[j] => m.round > k - Kept(o, k)}

-----------------------------------------------------------------------------
(***************************************************************************)
(* Receiving.  A node takes in what it can still use.  All else it         *)
(* ignores: what is of another epoch, or of a round that is over, or what  *)
(* comes after it has stopped.                                             *)
(***************************************************************************)
Usable(j, m) ==   \* FTC-22
    /\ <<m.from, j>> \in digraph
    /\ m.epoch = epoch[j]
    /\ m.round >= round[j] \/ IsMark(m)
    /\ stopped[j] = None

Arrives(j, m) == /\ Usable(j, m)
                 /\ m \notin inbox[j]
                 /\ inbox' = [inbox EXCEPT ![j] = @ \cup {m}]
                 /\ UNCHANGED <<digraph, epoch, round, words, horizon, verdict, stopped, offered, network>>

Receive(j) == \E m \in network : Arrives(j, m)

(***************************************************************************)
(* Moving on.  Of its own round, a node must hold the words of every       *)
(* in-neighbour, or the mark that there are none.                          *)
(***************************************************************************)
Holds(j, i) == \E m \in inbox[j] : /\ m.from = i
                                   /\ m.round = round[j] \/ (IsMark(m) /\ m.round < round[j])

Heard(j) == {m \in inbox[j] : m.round = round[j] /\ ~IsMark(m)}

Own(j) == {m \in offered[j] : m.epoch = epoch[j] /\ m.round = round[j]}

Total(S, w) == Sum([i \in Node |-> IF \E m \in S : m.from = i
                                   THEN (CHOOSE m \in S : m.from = i).words[w] ELSE 0], N - 1)

Listen(j, S) == Max({m.horizon : m \in S} \cup {IF decided[j] = None THEN round[j] + 1 ELSE decided[j]})

CanAdvance(j) ==   \* FTC-24
    /\ stopped[j] = None
    /\ ~CanDecide(j)
    /\ ~CanStop(j)
    /\ \A i \in InNeighbours(digraph, j) : Holds(j, i)

(***************************************************************************)
(* With new words a node has a new message to offer, but not at the end:   *)
(* when all decide in this round k, or when it is about to stop, because   *)
(* its horizon h is far enough behind.                                     *)
(***************************************************************************)
Silent(j, k, h) == IF Ending = "bound" THEN k = DecisionRound
                   ELSE decided[j] # None /\ k - h >= Window(j)

Unread(j, k) == {m \in inbox[j] : m.round >= k \/ IsMark(m)}

Offer(j, messages, k) ==
    /\ offered' = [offered EXCEPT ![j] = Latest(@ \cup messages, j, order[j], k)]
    /\ network' = network \cup messages

Advance(j) ==
    /\ CanAdvance(j)
    /\ \E k \in {round[j] + 1}, S \in {Heard(j) \cup Own(j)} :
       \E x \in {Total(S, 1)}, y \in {Total(S, 2)}, r \in {IF Ending = "probe" THEN Total(S, 3) ELSE 0},
          h \in {IF Ending = "probe" THEN Listen(j, S) ELSE 0} :
            /\ round'       = [round EXCEPT ![j] = k]
            /\ numerator'   = [numerator EXCEPT ![j] = Append(@, x)]
            /\ denominator' = [denominator EXCEPT ![j] = Append(@, y)]
            /\ probe'       = IF Ending = "probe" THEN [probe EXCEPT ![j] = Append(@, r)] ELSE probe
            /\ horizon'     = [horizon EXCEPT ![j] = h]
            /\ inbox'       = [inbox EXCEPT ![j] = Unread(j, k)]
            /\ Offer(j, IF Silent(j, k, h) THEN {} ELSE {Message(j, epoch[j], k, h, x, y, r)}, k)
    /\ UNCHANGED <<digraph, epoch, verdict, stopped>>

(***************************************************************************)
(* Deciding.  A node that decides has heard from all.  So nobody is in the *)
(* epoch before any more, and nobody is further behind than its order.     *)
(***************************************************************************)
Decide(j) ==
    /\ CanDecide(j)
    /\ \E now \in {Decision(numerator[j], denominator[j], probe[j])} :
            /\ order'   = [order EXCEPT ![j] = now.order]
            /\ average' = [average EXCEPT ![j] = now.average]
            /\ decided' = [decided EXCEPT ![j] = round[j]]
            /\ offered' = [offered EXCEPT ![j] =
                   Latest({m \in @ : m.epoch = epoch[j]}, j, now.order, round[j])]
    /\ UNCHANGED <<digraph, epoch, round, words, horizon, stopped, inbox, network>>

(***************************************************************************)
(* Stopping.  With the probe ending the others are told.  No node may      *)
(* cease to offer what it offers: nobody can tell who has received it.     *)
(***************************************************************************)
Stop(j) ==   \* FTC-25
    /\ CanStop(j)
    /\ stopped' = [stopped EXCEPT ![j] = round[j]]
    /\ inbox'   = [inbox EXCEPT ![j] = {}]
    /\ Offer(j, IF Ending = "probe" THEN {Mark(j)} ELSE {}, round[j])
    /\ UNCHANGED <<digraph, epoch, round, words, horizon, verdict>>

(***************************************************************************)
(* The next epoch: a node that has stopped may begin it at once.  What it  *)
(* offers of the epoch before, it goes on offering.                        *)
(***************************************************************************)
CanBegin(j) == stopped[j] # None /\ epoch[j] + 1 < Epochs

Begin(j) ==   \* FTC-26
    /\ CanBegin(j)
    /\ \E e \in {epoch[j] + 1}, x \in {Later(numerator[j][1], j, 1)},
          r \in {IF Ending = "probe" THEN Later(probe[j][1], j, 1) ELSE 0} :
            /\ epoch'       = [epoch EXCEPT ![j] = e]
            /\ numerator'   = [numerator EXCEPT ![j] = <<x>>]
            /\ denominator' = [denominator EXCEPT ![j] = <<1>>]
            /\ probe'       = IF Ending = "probe" THEN [probe EXCEPT ![j] = <<r>>] ELSE probe
            /\ Offer(j, {First(j, e, x, r)}, round[j])
    /\ round'   = [round EXCEPT ![j] = 0]
    /\ horizon' = [horizon EXCEPT ![j] = 0]
    /\ order'   = [order EXCEPT ![j] = None]
    /\ decided' = [decided EXCEPT ![j] = None]
    /\ average' = [average EXCEPT ![j] = None]
    /\ stopped' = [stopped EXCEPT ![j] = None]
    /\ UNCHANGED <<digraph, inbox>>

(***************************************************************************)
(* All have stopped, and no epoch follows.  This step tells an end from a  *)
(* deadlock.  It is the only one that changes nothing.                     *)
(***************************************************************************)
Done == \A j \in Node : stopped[j] # None /\ epoch[j] + 1 = Epochs

Finished == Done /\ UNCHANGED vars

Next == \/ \E j \in Node : Receive(j)
        \/ \E j \in Node : Advance(j)
        \/ \E j \in Node : Decide(j)
        \/ \E j \in Node : Stop(j)
        \/ \E j \in Node : Begin(j)
        \/ Finished

(***************************************************************************)
(* Fairness.  As long as a node has work, or some in-neighbour offers what *)
(* it can use, something happens there in the end.  Nothing is granted to  *)
(* what is not offered any more, and nothing is said of loss.  This is     *)
(* weak fairness of each node, written without ENABLED, over which TLC     *)
(* takes very long.                                                        *)
(***************************************************************************)
Work(j) == CanAdvance(j) \/ CanDecide(j) \/ CanStop(j) \/ CanBegin(j)

Deliver(i, j) == \E m \in offered[i] : Usable(j, m) /\ m \notin inbox[j]   \* FTC-28

Local(j) == <<epoch[j], round[j], decided[j], stopped[j], inbox[j]>>

Fairness == \A j \in Node : \/ []<>~(Work(j) \/ \E i \in Node : Deliver(i, j))
                            \/ []<><<TRUE>>_(Local(j))

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ Fairness
=============================================================================

What TLC counted (TLC 1.7.3; kizami check compares these figures).

  model                    N  ending  digraphs             epochs  distinct  generated  depth
  MCMessages2Bound         2  bound          1                  1        37         62     13
  MCMessages2Probe         2  probe          1                  1        98        192     25
  MCMessages2BoundEpochs   2  bound          1                  2        84        142     27
  MCMessages2ProbeEpochs   2  probe          1                  2       210        422     51
  MCMessages3Bound         3  bound         18                  1     17054      52920     43
  MCMessages3Probe         3  probe         18                  1     49794     179310     68
  MCMessages4Bound         4  bound          5, of 4-5 arcs     1     33749     123682     63
  MCMessages4ProbeRing     4  probe          1, of 4 arcs       1      9554      33958     97
  MCMessages4ProbeOther    4  probe          2, of 5 arcs       1     34790     140452    106
  MCMessages4ProbeSame     4  probe          2, of 5 arcs       1     48518     205954    109

On 4 nodes, of the 83 shapes, the 78 with 6 to 12 arcs are not checked at this level.
