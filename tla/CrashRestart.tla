---------------------------- MODULE CrashRestart ----------------------------
(***************************************************************************)
(* Nodes that crash.  A node writes down all of its state but its inbox,   *)
(* before it sends anything of it.  While it is down it does nothing and   *)
(* offers nothing; what it has offered may still arrive.  When it comes up *)
(* again it goes on from what is written, with an empty inbox.             *)
(***************************************************************************)
EXTENDS MessageInvariants

CONSTANTS Crashing,          \* the nodes that may crash,
          Crashes            \* and how often each of them

VARIABLES up,                \* whether each node is up
          crashes            \* how often it has crashed

all == <<vars, up, crashes>>

CrashInit == /\ Init
             /\ up      = [j \in Node |-> TRUE]
             /\ crashes = [j \in Node |-> 0]

Crash(j) == /\ up[j]
            /\ crashes[j] < Crashes
            /\ up'      = [up EXCEPT ![j] = FALSE]
            /\ crashes' = [crashes EXCEPT ![j] = @ + 1]
            /\ inbox'   = [inbox EXCEPT ![j] = {}]
            /\ UNCHANGED <<digraph, epoch, round, words, horizon, verdict, stopped, offered, network>>

Restart(j) == /\ ~up[j]   \* FTC-29
              /\ up' = [up EXCEPT ![j] = TRUE]
              /\ UNCHANGED <<vars, crashes>>

Works(j) == /\ up[j]
            /\ Receive(j) \/ Advance(j) \/ Decide(j) \/ Stop(j) \/ Begin(j)
            /\ UNCHANGED <<up, crashes>>

CrashNext == \/ \E j \in Node : Works(j)
             \/ \E j \in Crashing : Crash(j)
             \/ \E j \in Crashing : Restart(j)
             \/ Done /\ UNCHANGED all

CrashSpec == CrashInit /\ [][CrashNext]_all

(***************************************************************************)
(* Fairness: of nodes that are up, as in MessageCoordination; and, if they *)
(* do not stay down for ever, that they come up again.                     *)
(***************************************************************************)
UpFairness == \A j \in Node : \/ []<>~(up[j] /\ (Work(j) \/ \E i \in Node : up[i] /\ Deliver(i, j)))
                              \/ []<><<TRUE>>_(Local(j))

ComeUp == \A j \in Node : []<>up[j]

DownForEver == CrashSpec /\ UpFairness

UpAgain == CrashSpec /\ UpFairness /\ ComeUp

-----------------------------------------------------------------------------
(***************************************************************************)
(* A node that sends before it writes can fall back by a round when it     *)
(* restarts.  What it then says again is what it has said, because words   *)
(* follow from words; but what it needs again, others may not offer any    *)
(* more.  This is for a single epoch.                                      *)
(***************************************************************************)
Former(j) == CHOOSE m \in network : m.from = j /\ m.round = round[j] - 1

FallBack(j) ==
    /\ up[j]
    /\ crashes[j] < Crashes
    /\ round[j] > 0
    /\ \E k \in {round[j] - 1}, undecided \in {decided[j] = round[j]} :
       \E o \in {IF undecided THEN None ELSE order[j]} :
            /\ round'       = [round EXCEPT ![j] = k]
            /\ numerator'   = [numerator EXCEPT ![j] = SubSeq(@, 1, k + 1)]
            /\ denominator' = [denominator EXCEPT ![j] = SubSeq(@, 1, k + 1)]
            /\ probe'       = IF Ending = "probe" THEN [probe EXCEPT ![j] = SubSeq(@, 1, k + 1)] ELSE probe
            /\ horizon'     = [horizon EXCEPT ![j] = Former(j).horizon]
            /\ order'       = [order EXCEPT ![j] = o]
            /\ decided'     = [decided EXCEPT ![j] = IF undecided THEN None ELSE @]
            /\ average'     = [average EXCEPT ![j] = IF undecided THEN None ELSE @]
            /\ offered'     = [offered EXCEPT ![j] =
                   {m \in network : m.from = j /\ m.round \in k - Kept(o, k) + 1 .. k}]
    /\ stopped' = [stopped EXCEPT ![j] = None]
    /\ inbox'   = [inbox EXCEPT ![j] = {}]
    /\ crashes' = [crashes EXCEPT ![j] = @ + 1]
    /\ UNCHANGED <<digraph, epoch, network, up>>

BackNext == \/ \E j \in Node : Works(j)
            \/ \E j \in Crashing : FallBack(j)
            \/ Done /\ UNCHANGED all

BackSpec == CrashInit /\ [][BackNext]_all

FairBackSpec == BackSpec /\ UpFairness
=============================================================================
