------------------------------ MODULE LockStep ------------------------------
(***************************************************************************)
(* MessageCoordination refines RoundCoordination: whatever links do, what  *)
(* nodes do over them is what they do in lock-step rounds.                 *)
(*                                                                         *)
(* Nodes go through their rounds at their own pace, so the lock-step state *)
(* is one that the last of them has come to: everybody's past up to there  *)
(* is shown, and what some have done since is not yet.  How far that is,   *)
(* the variable shown says.  It moves on by one lock-step action as soon   *)
(* as all nodes have done their part of it.  It only looks on: no action   *)
(* of a node depends on it.  This is for a single epoch.                   *)
(***************************************************************************)
EXTENDS MessageCoordination

VARIABLE shown               \* the lock-step round, and what is over in it

LockStepInit == Init /\ shown = [round |-> 0, over |-> "Advance"]

(***************************************************************************)
(* The lock-step state: observations up to that round; decisions and stops *)
(* of earlier rounds, and of that round once they are over; the horizon    *)
(* that the node had then, as its message of that round says.              *)
(***************************************************************************)
Shown(k, actions) == k # None /\ (k < shown.round \/ (k = shown.round /\ shown.over \in actions))

DecisionShown(j) == Shown(decided[j], {"Decide", "Stop"})

StopShown(j) == Shown(stopped[j], {"Stop"})

Decisions(part) == [j \in Node |-> IF DecisionShown(j) THEN part[j] ELSE None]

Least(a, b) == IF a < b THEN a ELSE b

Past(word) == [j \in Node |-> SubSeq(word[j], 1, Least(Len(word[j]), shown.round + 1))]

Then(j) == CHOOSE m \in network : m.from = j /\ m.round = shown.round

Rounds == INSTANCE RoundCoordination WITH
    round       <- shown.round,
    numerator   <- Past(numerator),
    denominator <- Past(denominator),
    probe       <- Past(probe),
    horizon     <- [j \in Node |-> IF round[j] <= shown.round THEN horizon[j] ELSE Then(j).horizon],
    order       <- Decisions(order),
    decided     <- Decisions(decided),
    average     <- Decisions(average),
    stopped     <- [j \in Node |-> IF StopShown(j) THEN stopped[j] ELSE None]

(***************************************************************************)
(* When the lock-step state moves on.  All that can decide in the round    *)
(* have; all that can stop in it have; all that have not stopped are past  *)
(* it.                                                                     *)
(***************************************************************************)
Here == {j \in Node : round[j] = shown.round}

DecideIsOver == /\ shown.over = "Advance"
                /\ \E j \in Node : decided[j] = shown.round
                /\ \A j \in Here : ~CanDecide(j)

StopIsOver == /\ shown.over # "Stop"
              /\ \E j \in Node : stopped[j] = shown.round
              /\ \A j \in Here : ~CanDecide(j) /\ ~CanStop(j)

AdvanceIsOver == /\ \E j \in Node : ~StopShown(j)
                 /\ \A j \in Node : StopShown(j) \/ round[j] > shown.round

IsBehind == DecideIsOver \/ StopIsOver \/ AdvanceIsOver

Follow == /\ shown' = IF DecideIsOver THEN [shown EXCEPT !.over = "Decide"]
                      ELSE IF StopIsOver THEN [shown EXCEPT !.over = "Stop"]
                      ELSE [round |-> shown.round + 1, over |-> "Advance"]
          /\ UNCHANGED vars

(***************************************************************************)
(* Whenever it can move on it does so, before anything else happens.       *)
(***************************************************************************)
LockStepNext == \/ IsBehind /\ Follow
                \/ ~IsBehind /\ Next /\ UNCHANGED shown

LockStepSpec == LockStepInit /\ [][LockStepNext]_<<vars, shown>>

FairLockStepSpec == LockStepSpec /\ Fairness /\ ([]<>~IsBehind \/ []<><<TRUE>>_shown)

-----------------------------------------------------------------------------
(***************************************************************************)
(* The refinement; with fairness, also of RoundCoordination's own.         *)
(***************************************************************************)
RefinesRounds == Rounds!Init /\ [][Rounds!Next]_(Rounds!vars)

FulfilsRounds == Rounds!Spec

THEOREM Epochs = 1 /\ LockStepSpec => RefinesRounds

THEOREM Epochs = 1 /\ FairLockStepSpec => FulfilsRounds
=============================================================================
