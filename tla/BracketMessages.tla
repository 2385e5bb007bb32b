-------------------------- MODULE BracketMessages ---------------------------
(***************************************************************************)
(* The bracket over links that lose, double and reorder.                   *)
(*                                                                         *)
(* The rounds are those of BracketCoordination, but every node goes        *)
(* through them at its own pace, as in MessageCoordination: a message      *)
(* carries its epoch and its round, a node moves on when it holds that of  *)
(* its own round from every in-neighbour, network only grows, and all that *)
(* links grant is that what is offered again and again arrives in the end. *)
(***************************************************************************)
EXTENDS BracketEnding

CONSTANTS Epochs,            \* how many coordinations follow each other
          InitialDigraphs,   \* the strongly connected digraphs to start from,
          InitialValues      \* and the values, as functions from Node to 0..Most

VARIABLES digraph,           \* who sends to whom; never changes
          span,              \* how many rounds a window lasts, at least the diameter; never changes
          value,             \* what each node starts the first epoch with; never changes
          epoch,             \* the epoch that each node is in, from 0,
          round,             \* and its round there
          numerator,         \* all else as in BracketCoordination,
          denominator,
          least,
          greatest,
          lower,
          upper,
          centre,
          scale,
          decided,
          average,
          inbox,             \* the messages that it holds and still needs
          offered,           \* those that it offers to all its out-neighbours
          network            \* every message that was ever offered

words == <<numerator, denominator, least, greatest, lower, upper, centre, scale>>

verdict == <<decided, average>>

vars == <<digraph, span, value, epoch, round, words, verdict, inbox, offered, network>>

State(j) == [numerator |-> numerator[j], denominator |-> denominator[j],
             least |-> least[j], greatest |-> greatest[j], lower |-> lower[j], upper |-> upper[j],
             centre |-> centre[j], scale |-> scale[j]]

(***************************************************************************)
(* A node that is in state s after round k of epoch e says so.  The frame  *)
(* is a function of epoch and round, and need not be said.                 *)
(***************************************************************************)
Message(j, e, k, s) ==
    LET m == Sent(s, OutDegree(digraph, j))
    IN  [from |-> j, epoch |-> e, round |-> k, numerator |-> m.numerator, denominator |-> m.denominator,
         least |-> m.least, greatest |-> m.greatest]

(***************************************************************************)
(* Something else to start with in every epoch, so that a mixture of two   *)
(* epochs would be seen.                                                   *)
(***************************************************************************)
Later(v, j, e) == (v + e * (j + 1)) % (Most + 1)

First(j, e) == Message(j, e, 0, Start(Later(value[j], j, e)))

Init ==
    /\ digraph \in InitialDigraphs
    /\ span \in Spans(digraph)
    /\ value \in InitialValues
    /\ epoch = [j \in Node |-> 0]
    /\ round = [j \in Node |-> 0]
    /\ numerator   = [j \in Node |-> Start(value[j]).numerator]
    /\ denominator = [j \in Node |-> Start(value[j]).denominator]
    /\ least    = [j \in Node |-> Start(value[j]).least]
    /\ greatest = [j \in Node |-> Start(value[j]).greatest]
    /\ lower  = [j \in Node |-> Start(value[j]).lower]
    /\ upper  = [j \in Node |-> Start(value[j]).upper]
    /\ centre = [j \in Node |-> Start(value[j]).centre]
    /\ scale  = [j \in Node |-> Start(value[j]).scale]
    /\ decided = [j \in Node |-> None]
    /\ average = [j \in Node |-> Nothing]
    /\ inbox   = [j \in Node |-> {}]
    /\ offered = [j \in Node |-> {First(j, 0)}]
    /\ network = UNION {offered[j] : j \in Node}

-----------------------------------------------------------------------------
(***************************************************************************)
(* How many of its latest rounds a node goes on offering, and whether, in  *)
(* round k, it still offers the epoch before.  Nobody is further ahead     *)
(* than the diameter.  So whoever is in round span knows that all have     *)
(* begun this epoch.                                                       *)
(***************************************************************************)
Offers == span + 1   \* FTC-47

OffersBefore(k) == k < span   \* FTC-47

Latest(S, e, k) == {m \in S : IF m.epoch = e THEN m.round > k - Offers ELSE OffersBefore(k)}

(***************************************************************************)
(* Receiving.  A node takes in what it can still use, and ignores the rest.*)
(***************************************************************************)
Usable(j, m) ==
    /\ <<m.from, j>> \in digraph
    /\ m.epoch = epoch[j]
    /\ m.round >= round[j]
    /\ decided[j] = None

Arrives(j, m) == /\ Usable(j, m)
                 /\ m \notin inbox[j]
                 /\ inbox' = [inbox EXCEPT ![j] = @ \cup {m}]
                 /\ UNCHANGED <<digraph, span, value, epoch, round, words, verdict, offered, network>>

Receive(j) == \E m \in network : Arrives(j, m)

(***************************************************************************)
(* Moving on, with the messages of its own round.  In the round in which   *)
(* it will decide it has nothing more to say.                              *)
(***************************************************************************)
CanDecide(j) == decided[j] = None /\ Ends(span, round[j], State(j))

Heard(j) == {m \in inbox[j] : m.round = round[j]}

Senders(S) == {m.from : m \in S}

CanAdvance(j) ==
    /\ decided[j] = None
    /\ ~CanDecide(j)
    /\ InNeighbours(digraph, j) \subseteq Senders(Heard(j))

Said(j, S, from) == [i \in {j} \cup from |-> IF i = j THEN Sent(State(j), OutDegree(digraph, j))
                                              ELSE CHOOSE m \in S : m.from = i]

Observe(j, S, from) == Stepped(span, round[j] + 1, State(j), OutDegree(digraph, j), Said(j, S, from), j, from)

Silent(k, s) == Ends(span, k, s)

Unread(j, k) == {m \in inbox[j] : m.round >= k}

Holds(j, s) ==
    /\ numerator'   = [numerator EXCEPT ![j] = s.numerator]
    /\ denominator' = [denominator EXCEPT ![j] = s.denominator]
    /\ least'    = [least EXCEPT ![j] = s.least]
    /\ greatest' = [greatest EXCEPT ![j] = s.greatest]
    /\ lower'  = [lower EXCEPT ![j] = s.lower]
    /\ upper'  = [upper EXCEPT ![j] = s.upper]
    /\ centre' = [centre EXCEPT ![j] = s.centre]
    /\ scale'  = [scale EXCEPT ![j] = s.scale]

Offer(j, messages, k) ==
    /\ offered' = [offered EXCEPT ![j] = Latest(@ \cup messages, epoch[j], k)]
    /\ network' = network \cup messages

Advance(j) ==
    /\ CanAdvance(j)
    /\ \E k \in {round[j] + 1}, s \in {Observe(j, Heard(j), Senders(Heard(j)))} :
        /\ round' = [round EXCEPT ![j] = k]
        /\ Holds(j, s)
        /\ inbox' = [inbox EXCEPT ![j] = Unread(j, k)]
        /\ Offer(j, IF Silent(k, s) THEN {} ELSE {Message(j, epoch[j], k, s)}, k)
    /\ UNCHANGED <<digraph, span, value, epoch, verdict>>

(***************************************************************************)
(* Deciding is stopping.  What a node offers it goes on offering: nobody   *)
(* can tell who has received it.                                           *)
(***************************************************************************)
Values(e) == [j \in Node |-> Later(value[j], j, e)]

Decide(j) ==
    /\ CanDecide(j)
    /\ average' = [average EXCEPT ![j] = Answer(span, round[j], State(j), digraph, Values(epoch[j]), j)]
    /\ decided' = [decided EXCEPT ![j] = round[j]]
    /\ inbox'   = [inbox EXCEPT ![j] = {}]
    /\ UNCHANGED <<digraph, span, value, epoch, round, words, offered, network>>

(***************************************************************************)
(* The next epoch: a node that has decided may begin it at once.           *)
(***************************************************************************)
CanBegin(j) == decided[j] # None /\ epoch[j] + 1 < Epochs

Begin(j) ==
    /\ CanBegin(j)
    /\ \E e \in {epoch[j] + 1} :
        /\ epoch' = [epoch EXCEPT ![j] = e]
        /\ Holds(j, Start(Later(value[j], j, e)))
        /\ offered' = [offered EXCEPT ![j] = @ \cup {First(j, e)}]
        /\ network' = network \cup {First(j, e)}
    /\ round'   = [round EXCEPT ![j] = 0]
    /\ decided' = [decided EXCEPT ![j] = None]
    /\ average' = [average EXCEPT ![j] = Nothing]
    /\ UNCHANGED <<digraph, span, value, inbox>>

Done == \A j \in Node : decided[j] # None /\ epoch[j] + 1 = Epochs

Finished == Done /\ UNCHANGED vars   \* tells an end from a deadlock

Next == \/ \E j \in Node : Receive(j)
        \/ \E j \in Node : Advance(j)
        \/ \E j \in Node : Decide(j)
        \/ \E j \in Node : Begin(j)
        \/ Finished

(***************************************************************************)
(* Fairness, as in MessageCoordination: weak fairness of each node.        *)
(***************************************************************************)
Work(j) == CanAdvance(j) \/ CanDecide(j) \/ CanBegin(j)

Deliver(i, j) == \E m \in offered[i] : Usable(j, m) /\ m \notin inbox[j]

Local(j) == <<epoch[j], round[j], decided[j], inbox[j]>>

Fairness == \A j \in Node : \/ []<>~(Work(j) \/ \E i \in Node : Deliver(i, j))
                            \/ []<><<TRUE>>_(Local(j))

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ Fairness
=============================================================================

What TLC counted (TLC 1.7.3; kizami check compares these figures).

  model                       N  digraphs                                     distinct  generated  depth
  MCBracketMessages2          2         1  one epoch                                28         46     11
  MCBracketMessages3          3        18  one epoch; also with liveness         15272      47156     46
  MCBracketMessages4Few       4         5  one epoch; 4 or 5 arcs                35448     129558     86
  MCBracketMessages2Three     2         1  three epochs                             88        146     31
  MCBracketMessages3EpochsAll 3         5  two epochs                             8524      25552     82
  MCBracketMessages4Epochs    4         1  two epochs; the cycle                 11952      37450    181
  MCBracketLockStep3All       3        18  one epoch; refines lock step          17564      54032     53
