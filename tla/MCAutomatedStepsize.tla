------------------------ MODULE MCAutomatedStepsize -------------------------
(***************************************************************************)
(* What the models of AutomatedStepsize propose, the contract of each of   *)
(* their epochs, what must be reached, and the mistakes that they refute.  *)
(***************************************************************************)
EXTENDS AutomatedStepsize

(***************************************************************************)
(* Of 1/6, 1/6 and 1/2 the mean is 5/18 and the harmonic mean 3/14.        *)
(***************************************************************************)
Two == {<<1, 6>>, <<1, 2>>}

(***************************************************************************)
(* TLC does not look into an instance with a parameter.  These two are     *)
(* Contract(1) and Contract(2).                                            *)
(***************************************************************************)
Possible == TLCEval({Combined[Mode][f] : f \in [Node -> Stepsizes]})

First  == INSTANCE Coordination WITH
              Value <- Possible, value <- Combination(1), adopted <- adopted[1]

Second == INSTANCE Coordination WITH
              Value <- Possible, value <- Combination(2), adopted <- adopted[2]

FulfilsContract == First!Spec /\ Second!Spec

-----------------------------------------------------------------------------
(***************************************************************************)
(* What must be reached, or the invariants say little: two nodes apply in  *)
(* the last epoch; a node is one epoch ahead; a node applies what nobody   *)
(* proposed.  The models must refute that it never is.                     *)
(***************************************************************************)
NeverTwoApply == \A i, j \in Node : None \in {applied[Epochs][i], applied[Epochs][j]} \/ i = j

NeverAhead == \A i, j \in Node : proposed[i] <= Last(j) + 1

OnlyOwnChoice == \A e \in Epoch, j \in Node : applied[e][j] \in {None} \cup Stepsizes

-----------------------------------------------------------------------------
(***************************************************************************)
(* The mistakes.  First, to go on without the others: a node that has      *)
(* proposed applies its own proposal if it has adopted nothing.            *)
(***************************************************************************)
NobodyAsked(j) == proposed[j] > Last(j)                       \* for CanApply

OwnProposal(j) == LET e == proposed[j]                        \* for Stepsize
                  IN  IF adopted[e][j] = None THEN proposals[e][j] ELSE adopted[e][j]

(***************************************************************************)
(* A node combines everybody's newest proposal, whichever epoch it is for. *)
(***************************************************************************)
Newest(e, j) == Combined[Mode][[i \in Node |-> proposals[proposed[i]][i]]]    \* for Outcome

(***************************************************************************)
(* Nodes do not wait for the last proposal, and combine what is there.     *)
(***************************************************************************)
OneIsEnough(e) == \E j \in Node : proposed[j] >= e            \* for CanCoordinate

SoFar(e, j) == Combined[Mode][[i \in Node |->                 \* for Outcome
                   IF proposed[i] >= e THEN proposals[e][i] ELSE proposals[e][j]]]

(***************************************************************************)
(* A node does not wait with its next proposal until it has applied.       *)
(***************************************************************************)
Hasty(j) == proposed[j] < Epochs                              \* for CanPropose

(***************************************************************************)
(* A sum in the place of a mean.                                           *)
(***************************************************************************)
Undivided(q, k) == q                                          \* for Part

(***************************************************************************)
(* A node proposes once more after the last epoch.                         *)
(***************************************************************************)
OneMore(j) == proposed[j] <= Epochs                           \* for CanPropose

(***************************************************************************)
(* Nobody has to do anything.                                              *)
(***************************************************************************)
Unfair == TRUE                                                \* for Fairness
=============================================================================
