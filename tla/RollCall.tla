------------------------------ MODULE RollCall ------------------------------
(***************************************************************************)
(* A fleet (spec/fleet.md): nodes that crash and go on from their journal, *)
(* or lose it and start anew, over links that lose, double, delay and      *)
(* reorder.                                                                *)
(*                                                                         *)
(* The rounds of a run are counted through.  The first of them are the     *)
(* roll call: nodes tell each other whose start they have heard of.  Then  *)
(* a coordination begins.  What its words are is left out; of them there   *)
(* is only what they depend on: which start of which node, and so which    *)
(* value.  It ends in the earliest round in which one could.  A message is *)
(* taken from network, however old it is: to lose it is never to take it.  *)
(***************************************************************************)
EXTENDS Digraphs

CONSTANTS Losses,            \* how often nodes lose their state, all together
          InitialDigraphs    \* the strongly connected digraphs to start from

VARIABLES digraph,           \* who sends to whom; never changes
          span,              \* D, at least every distance; never changes
          incarnation,       \* how often each node has started
          round,             \* the round that it is in,
          called,            \* what it has heard of: the incarnation of each node, or None,
          heard,             \* the pairs <<node, incarnation>> that its words depend on,
          said,              \* the messages that it has made since it started,
          journal,           \* what of these four it has written down,
          failed,            \* and whether it has seen a contradiction
          network,           \* every message that was ever offered
          decisions          \* what any node's decision has ever depended on

state == <<round, called, heard, said>>

vars == <<digraph, span, incarnation, state, journal, failed, network, decisions>>

None == 0

Diameter(g) == CHOOSE k \in 0..N-1 : /\ \A j \in Node : Within(g, j, k) = Node
                                     /\ k > 0 => \E j \in Node : Within(g, j, k - 1) # Node

Spans(g) == {Diameter(g)}

(***************************************************************************)
(* The roll call lasts Roll rounds, and all decide in round Last, in which *)
(* they have nothing more to say.                                          *)
(***************************************************************************)
Roll == span

Last == Roll + span

(***************************************************************************)
(* The number that a node draws when it starts for the k-th time: another  *)
(* one each time.                                                          *)
(***************************************************************************)
Drawn(k) == k   \* FTC-60

Number(j) == Drawn(incarnation[j])

Only(j, number) == [i \in Node |-> IF i = j THEN number ELSE None]

State(j) == [round |-> round[j], called |-> called[j], heard |-> heard[j], said |-> said[j]]

(***************************************************************************)
(* What a message says of incarnations: in the roll call what its sender   *)
(* has heard of, then its world, of which a hash is enough: when both have *)
(* heard of all, two lists agree only if they are equal.                   *)
(***************************************************************************)
World(j, list) == list   \* FTC-61

Told(j, k, list) == IF k < Roll THEN list ELSE World(j, list)

Message(j, number, k, list, pairs) ==
    [from |-> j, number |-> number, round |-> k, called |-> Told(j, k, list), heard |-> pairs]

Speaks(k) == k < Last

Made(j, number, k, list, pairs) == IF Speaks(k) THEN {Message(j, number, k, list, pairs)} ELSE {}

Begun(j, k) == [round |-> 0, called |-> Only(j, Drawn(k)), heard |-> {<<j, k>>},
                said |-> Made(j, Drawn(k), 0, Only(j, Drawn(k)), {<<j, k>>})]

Init ==
    /\ digraph \in InitialDigraphs
    /\ span \in Spans(digraph)
    /\ incarnation = [j \in Node |-> 1]
    /\ journal = [j \in Node |-> Begun(j, 1)]
    /\ round  = [j \in Node |-> journal[j].round]
    /\ called = [j \in Node |-> journal[j].called]
    /\ heard  = [j \in Node |-> journal[j].heard]
    /\ said   = [j \in Node |-> journal[j].said]
    /\ failed = [j \in Node |-> FALSE]
    /\ network = {}
    /\ decisions = {}

Becomes(j, s) == /\ round'  = [round EXCEPT ![j] = s.round]
                 /\ called' = [called EXCEPT ![j] = s.called]
                 /\ heard'  = [heard EXCEPT ![j] = s.heard]
                 /\ said'   = [said EXCEPT ![j] = s.said]

-----------------------------------------------------------------------------
Agree(lists) == \A i \in Node : Cardinality({l[i] : l \in lists} \ {None}) <= 1

Lists(j, S) == {called[j]} \cup {m.called : m \in S}

Call(lists) ==   \* FTC-60
    [i \in Node |-> IF \A l \in lists : l[i] = None THEN None
                    ELSE (CHOOSE l \in lists : l[i] # None)[i]]

(***************************************************************************)
(* Moving on with one message of its round from each in-neighbour.         *)
(***************************************************************************)
From(i, k) == {m \in network : m.from = i /\ m.round = k}

CanAdvance(j) == \A i \in InNeighbours(digraph, j) : From(i, round[j]) # {}   \* FTC-59

One(S, i) == Cardinality({m \in S : m.from = i}) = 1

Batches(j) == {S \in SUBSET UNION {From(i, round[j]) : i \in InNeighbours(digraph, j)} :
                   \A i \in InNeighbours(digraph, j) : One(S, i) \/ From(i, round[j]) = {}}

Depends(j, S) == IF round[j] < Roll THEN heard[j] ELSE heard[j] \cup UNION {m.heard : m \in S}

Stepped(j, k, list, pairs) == [round |-> k, called |-> list, heard |-> pairs,
                               said |-> said[j] \cup Made(j, Number(j), k, list, pairs)]

Differ(j, S) == ~Agree(Lists(j, S))   \* FTC-61

Advance(j) ==
    /\ ~failed[j]
    /\ round[j] < Last
    /\ CanAdvance(j)
    /\ \E S \in Batches(j) :
        /\ ~Differ(j, S)
        /\ Becomes(j, Stepped(j, round[j] + 1, Call(Lists(j, S)), Depends(j, S)))
    /\ UNCHANGED <<digraph, span, incarnation, journal, failed, network, decisions>>

(***************************************************************************)
(* Lists that do not agree end the run.  So does a message, whatever round *)
(* it is of, from another start of its sender than the one that the node   *)
(* has heard of.  That all others are told is left out: to hear of it is   *)
(* to do nothing more.                                                     *)
(***************************************************************************)
Doubles(j, m) == <<m.from, j>> \in digraph /\ ~Agree({called[j], Only(m.from, m.number)})   \* FTC-60

Refuse(j) ==
    /\ ~failed[j]
    /\ \/ {m \in network : Doubles(j, m)} # {}
       \/ CanAdvance(j) /\ {S \in Batches(j) : Differ(j, S)} # {}
    /\ failed' = [failed EXCEPT ![j] = TRUE]
    /\ UNCHANGED <<digraph, span, incarnation, state, journal, network, decisions>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* First it writes, then it lets anybody see what follows: it offers, or   *)
(* it tells what it has decided.                                           *)
(***************************************************************************)
Written(j) == journal[j] = State(j)   \* FTC-62

MayOffer(j) == Written(j)

MayTell(j) == Written(j)

Write(j) ==
    /\ ~failed[j]
    /\ ~Written(j)
    /\ journal' = [journal EXCEPT ![j] = State(j)]
    /\ UNCHANGED <<digraph, span, incarnation, state, failed, network, decisions>>

CanOffer(j) == ~failed[j] /\ MayOffer(j) /\ ~(said[j] \subseteq network)

Offer(j) ==
    /\ CanOffer(j)
    /\ network' = network \cup said[j]
    /\ UNCHANGED <<digraph, span, incarnation, state, journal, failed, decisions>>

CanDecide(j) == ~failed[j] /\ round[j] = Last /\ MayTell(j) /\ heard[j] \notin decisions

Decide(j) ==
    /\ CanDecide(j)
    /\ decisions' = decisions \cup {heard[j]}
    /\ UNCHANGED <<digraph, span, incarnation, state, journal, failed, network>>

(***************************************************************************)
(* A crash loses what is not written.  With the journal everything is      *)
(* lost, and the node starts anew; one node at least never loses it.       *)
(***************************************************************************)
Restart(j) ==   \* FTC-62
    /\ ~failed[j]
    /\ ~Written(j)
    /\ Becomes(j, journal[j])
    /\ UNCHANGED <<digraph, span, incarnation, journal, failed, network, decisions>>

RECURSIVE Starts(_)
Starts(S) == IF S = {} THEN 0
             ELSE LET i == CHOOSE i \in S : TRUE IN incarnation[i] + Starts(S \ {i})

MayLose(j) == {i \in Node \ {j} : incarnation[i] = 1} # {}

Lose(j) ==   \* FTC-60
    /\ MayLose(j)
    /\ Starts(Node) < N + Losses
    /\ \E k \in {incarnation[j] + 1} :
        /\ incarnation' = [incarnation EXCEPT ![j] = k]
        /\ Becomes(j, Begun(j, k))
        /\ journal' = [journal EXCEPT ![j] = Begun(j, k)]
    /\ failed' = [failed EXCEPT ![j] = FALSE]
    /\ UNCHANGED <<digraph, span, network, decisions>>

Decided(j) == round[j] = Last /\ heard[j] \in decisions

Over == (\A j \in Node : Decided(j)) \/ \E j \in Node : failed[j]

Finished == Over /\ UNCHANGED vars   \* tells an end from a deadlock

Next == \/ \E j \in Node : Advance(j)
        \/ \E j \in Node : Refuse(j)
        \/ \E j \in Node : Write(j)
        \/ \E j \in Node : Offer(j)
        \/ \E j \in Node : Decide(j)
        \/ \E j \in Node : Restart(j)
        \/ \E j \in Node : Lose(j)
        \/ Finished

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* What is on offer: of the last span+1 rounds that are written.  In the   *)
(* end links bring what stays on offer, and nothing else is sure.          *)
(***************************************************************************)
Offers == span + 1   \* FTC-59

Offered(j) ==   \* FTC-59
    {m \in network : m.from = j /\ m.number = Number(j) /\ m.round > journal[j].round - Offers}

Awaits(j, i) == \E m \in Offered(i) : m.round = round[j]

Work(j) == ~failed[j] /\ \/ ~Written(j)
                         \/ CanOffer(j)
                         \/ CanDecide(j)
                         \/ \E i \in Node : \E m \in Offered(i) : Doubles(j, m)
                         \/ round[j] < Last /\ \A i \in InNeighbours(digraph, j) : Awaits(j, i)

Local(j) == <<State(j), journal[j], failed[j], said[j] \subseteq network, Decided(j)>>

Fairness == \A j \in Node : []<>~Work(j) \/ []<><<TRUE>>_(Local(j))

CrashesEnd == <>[][\A j \in Node : ~Restart(j)]_vars

FairSpec == Spec /\ Fairness /\ CrashesEnd

-----------------------------------------------------------------------------
(***************************************************************************)
(* What holds in every state.                                              *)
(***************************************************************************)
Pairs == Node \X (1..Losses + 1)

Are(k, list, pairs) == k \in 0..Last /\ list \in [Node -> 0..Losses + 1] /\ pairs \subseteq Pairs

IsMessage(m) == m.from \in Node /\ m.round < Last /\ Are(m.round, m.called, m.heard)

IsState(s) == Are(s.round, s.called, s.heard) /\ \A m \in s.said : IsMessage(m)

TypeOK ==
    /\ digraph \subseteq Arcs
    /\ span \in Spans(digraph)
    /\ incarnation \in [Node -> 1..Losses + 1]
    /\ failed \in [Node -> BOOLEAN]
    /\ \A j \in Node : IsState(State(j)) /\ IsState(journal[j])
    /\ \A m \in network : IsMessage(m)
    /\ decisions \subseteq SUBSET Pairs

(***************************************************************************)
(* Who is past the roll call has heard of all.                             *)
(***************************************************************************)
HeardOfAll == \A j \in Node : round[j] < Roll \/ \A i \in Node : called[j][i] # None   \* FTC-60

(***************************************************************************)
(* All decisions depend on the same starts, on one of each node.           *)
(***************************************************************************)
NeverTwoAverages == Cardinality(decisions) <= 1   \* FTC-61

OneOfEach == \A d \in decisions : \A i \in Node : Cardinality({p \in d : p[1] = i}) = 1

(***************************************************************************)
(* Whatever state a node may go back to, what it needs is still on offer,  *)
(* as long as it and its in-neighbour agree.  Nobody fails for nothing.    *)
(***************************************************************************)
Needed(i, j) == {m \in network : m.from = i /\ m.number = Number(i) /\ m.round >= journal[j].round}

NeededIsOffered ==   \* FTC-59
    \A arc \in digraph : Agree({called[arc[1]], called[arc[2]]}) => Needed(arc[1], arc[2]) \subseteq Offered(arc[1])

NobodyFailsForNothing == (\E j \in Node : failed[j]) => \E j \in Node : incarnation[j] > 1

EverybodyDecides == <>(\A j \in Node : Decided(j)) \/ <>(\E j \in Node : incarnation[j] > 1)

RunEnds == <>Over
=============================================================================
