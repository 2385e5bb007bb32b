-------------------------- MODULE BracketLockStep ---------------------------
(***************************************************************************)
(* BracketMessages refines BracketCoordination, as MessageCoordination     *)
(* refines RoundCoordination; see LockStep.                                *)
(*                                                                         *)
(* A node holds its last words only, so two more variables look on: past   *)
(* is what each node has held after each of its rounds, and shown is how   *)
(* far the lock-step state has come.  No action of a node depends on them. *)
(* This is for a single epoch.                                             *)
(***************************************************************************)
EXTENDS BracketMessages, Sequences

VARIABLES past, shown

LockStepInit == /\ Init
                /\ past = [j \in Node |-> <<State(j)>>]
                /\ shown = [round |-> 0, over |-> "Advance"]

(***************************************************************************)
(* The lock-step state: what nodes held after that round; decisions of     *)
(* earlier rounds, and of that round once they are over.                   *)
(***************************************************************************)
DecisionShown(j) == decided[j] # None /\ (decided[j] < shown.round \/ (decided[j] = shown.round /\ shown.over = "Decide"))

Then(j) == past[j][MinOf(Len(past[j]), shown.round + 1)]

Rounds == INSTANCE BracketCoordination WITH
    round       <- shown.round,
    numerator   <- [j \in Node |-> Then(j).numerator],
    denominator <- [j \in Node |-> Then(j).denominator],
    least       <- [j \in Node |-> Then(j).least],
    greatest    <- [j \in Node |-> Then(j).greatest],
    lower       <- [j \in Node |-> Then(j).lower],
    upper       <- [j \in Node |-> Then(j).upper],
    centre      <- [j \in Node |-> Then(j).centre],
    scale       <- [j \in Node |-> Then(j).scale],
    decided     <- [j \in Node |-> IF DecisionShown(j) THEN decided[j] ELSE None],
    average     <- [j \in Node |-> IF DecisionShown(j) THEN average[j] ELSE Nothing]

(***************************************************************************)
(* When the lock-step state moves on: all that can decide in the round     *)
(* have; all that have not decided are past it.                            *)
(***************************************************************************)
Here == {j \in Node : round[j] = shown.round}

DecideIsOver == /\ shown.over = "Advance"
                /\ \E j \in Node : decided[j] = shown.round
                /\ \A j \in Here : ~CanDecide(j)

AdvanceIsOver == /\ \E j \in Node : ~DecisionShown(j)
                 /\ \A j \in Node : DecisionShown(j) \/ round[j] > shown.round

IsBehind == DecideIsOver \/ AdvanceIsOver

Follow == /\ shown' = IF DecideIsOver THEN [shown EXCEPT !.over = "Decide"]
                      ELSE [round |-> shown.round + 1, over |-> "Advance"]
          /\ UNCHANGED <<vars, past>>

(***************************************************************************)
(* Whenever it can move on it does so, before anything else happens.       *)
(***************************************************************************)
LockStepNext == \/ IsBehind /\ Follow
                \/ /\ ~IsBehind
                   /\ Next
                   /\ past' = [j \in Node |-> IF round'[j] = round[j] THEN past[j] ELSE Append(past[j], State(j)')]
                   /\ UNCHANGED shown

LockStepSpec == LockStepInit /\ [][LockStepNext]_<<vars, past, shown>>

FairLockStepSpec == LockStepSpec /\ Fairness /\ ([]<>~IsBehind \/ []<><<TRUE>>_shown)

-----------------------------------------------------------------------------
(***************************************************************************)
(* The refinement; with fairness, also of BracketCoordination's own.       *)
(***************************************************************************)
RefinesRounds == Rounds!Init /\ [][Rounds!Next]_(Rounds!vars)

FulfilsRounds == Rounds!Spec

THEOREM Epochs = 1 /\ LockStepSpec => RefinesRounds

THEOREM Epochs = 1 /\ FairLockStepSpec => FulfilsRounds
=============================================================================
