---------------------- MODULE TraceMessageCoordination ----------------------
(***************************************************************************)
(* Whether a recorded run is a behaviour of MessageCoordination.           *)
(*                                                                         *)
(* TraceData, which is written anew for every use (kizami conform          *)
(* --trace), holds recorded runs as data: where each starts, and its       *)
(* events in an order in which they can have happened.  Every event must   *)
(* be a step of the specification, with exactly the message and exactly    *)
(* the results that the record tells.  So there is one behaviour for each  *)
(* record, and it ends before the first event that the specification       *)
(* forbids.  As every event leads to a new state, TLC's count of states is *)
(* one more than that of the events that are allowed.                      *)
(*                                                                         *)
(* That a probe is lucky is not asked here: it is an assumption about the  *)
(* draw, not about what a node does.                                       *)
(***************************************************************************)
EXTENDS MessageCoordination, TraceData

VARIABLES trace,             \* which of the records this is; never changes
          line               \* how many of its events have happened

Events == Traces[trace].events

Start(t) ==
    /\ digraph     = t.digraph
    /\ numerator   = [j \in Node |-> <<t.values[j + 1]>>]
    /\ denominator = [j \in Node |-> <<1>>]
    /\ probe       = [j \in Node |-> IF Ending = "probe" THEN <<t.probes[j + 1]>> ELSE << >>]
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

TraceInit == /\ trace \in DOMAIN Traces
             /\ line = 0
             /\ Start(Traces[trace])

-----------------------------------------------------------------------------
(***************************************************************************)
(* The next event, if it is of this action.                                *)
(***************************************************************************)
Recorded(action) == IF line < Len(Events) /\ Events[line + 1].action = action
                    THEN {Events[line + 1]} ELSE {}

Turn == line' = line + 1 /\ UNCHANGED trace

Arrived(e) == Traces[trace].messages[e.message]

Received == \E e \in Recorded("Receive") :
    /\ Arrived(e) \in network
    /\ Arrives(e.node, Arrived(e))
    /\ Turn

(***************************************************************************)
(* A message that has no effect, of this epoch or of any other.            *)
(***************************************************************************)
Ignored == \E e \in Recorded("Ignore") : \E m \in {Arrived(e)} :
    /\ <<m.from, e.node>> \in digraph
    /\ m.epoch = 0 => m \in network
    /\ ~(Usable(e.node, m) /\ m \notin inbox[e.node])
    /\ UNCHANGED vars
    /\ Turn

Advanced == \E e \in Recorded("Advance") :
    /\ Advance(e.node)
    /\ round'[e.node] = e.round
    /\ Last(numerator'[e.node]) = e.numerator
    /\ Last(denominator'[e.node]) = e.denominator
    /\ Ending = "probe" => /\ Last(probe'[e.node]) = e.probe
                           /\ horizon'[e.node] = e.horizon
    /\ Turn

(***************************************************************************)
(* A residue that stands for no fraction is no average either.             *)
(***************************************************************************)
Told(a) == IF a # Refused /\ Reconstruct(a, Traces[trace].nodes) = << >>   \* FTC-20
           THEN Refused ELSE a

Decided == \E e \in Recorded("Decide") :
    /\ Decide(e.node)
    /\ order'[e.node] = e.order
    /\ decided'[e.node] = e.decided
    /\ Told(average'[e.node]) = e.average
    /\ Turn

Stopped == \E e \in Recorded("Stop") :
    /\ Stop(e.node)
    /\ stopped'[e.node] = e.stopped
    /\ Turn

(***************************************************************************)
(* A node that crashes and at once goes on from what it has written down   *)
(* has lost its inbox and nothing else; see CrashRestart.                  *)
(***************************************************************************)
Forget(j) ==
    /\ inbox' = [inbox EXCEPT ![j] = {}]
    /\ UNCHANGED <<digraph, epoch, round, words, horizon, verdict, stopped, offered, network>>

Restarted == \E e \in Recorded("Restart") : Forget(e.node) /\ Turn

(***************************************************************************)
(* The end of the record.  This step tells it from a deadlock, which is    *)
(* where the specification forbids the next event.                         *)
(***************************************************************************)
Accepted == /\ line = Len(Events)
            /\ UNCHANGED <<vars, trace, line>>

TraceNext == Received \/ Ignored \/ Advanced \/ Decided \/ Stopped \/ Restarted \/ Accepted

(***************************************************************************)
(* A record and a line make the state, so TLC need not compare the rest.   *)
(***************************************************************************)
Place == <<trace, line>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* What follows from it: a run that is accepted is a behaviour of the      *)
(* specification, but for restarts.                                        *)
(***************************************************************************)
TraceDigraphs == {t.digraph : t \in {Traces[i] : i \in DOMAIN Traces}}
TraceValues == {[j \in Node |-> Traces[i].values[j + 1]] : i \in DOMAIN Traces}
TraceProbes == IF Ending = "bound" THEN {}
               ELSE {[j \in Node |-> Traces[i].probes[j + 1]] : i \in DOMAIN Traces}

Behaves == Init /\ [][Next \/ \E j \in Node : Forget(j)]_vars
=============================================================================
