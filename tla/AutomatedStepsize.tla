------------------------- MODULE AutomatedStepsize --------------------------
(***************************************************************************)
(* Automated step sizes, which all nodes of a learning task apply alike.   *)
(*                                                                         *)
(* In every epoch each node proposes a step size, the nodes coordinate,    *)
(* and each applies what they agreed on: one combination of all proposals  *)
(* of that epoch.  What a node's growth rule proposes is outside: any step *)
(* size.  How the nodes coordinate is outside too: by the contract,        *)
(* Coordination, once in each epoch, with the combination as its value.    *)
(*                                                                         *)
(* No clock ticks for all.  A node that has applied the step size of an    *)
(* epoch may propose for the next one while others have not applied it,    *)
(* nor even adopted it.  It comes no further than that, because the value  *)
(* of an epoch does not exist before everybody has proposed.               *)
(*                                                                         *)
(* The contract has its value before anything happens, and the combination *)
(* of an epoch's proposals must be that value.  So all proposals, of all   *)
(* epochs, are drawn at the start, and each is revealed when its node      *)
(* makes it.  No behaviour is lost by this: as any proposal may follow any *)
(* past, it does not matter when it is drawn.  And nothing is foretold:    *)
(* only revealed proposals take part in what a node does.                  *)
(***************************************************************************)
EXTENDS Fractions, FiniteSets, TLC

CONSTANTS Node,              \* the nodes
          Epochs,            \* how many epochs there are
          Mode,              \* how proposals are combined: "mean", "min" or "harmonic"
          Stepsizes          \* what may be proposed: fractions

Modes == {"mean", "min", "harmonic"}

ASSUME /\ Mode \in Modes
       /\ \A q \in Stepsizes : Fraction(q)

VARIABLES proposals,         \* what each node proposes in each epoch; never changes
          proposed,          \* the last epoch for which each node has proposed
          adopted,           \* what each node has adopted in each epoch,
          applied            \* and what it has applied; None at first

vars == <<proposals, proposed, adopted, applied>>

Epoch == 1..Epochs

None == << >>                \* in the place of a step size that is not there yet

Nothing == [e \in Epoch |-> [j \in Node |-> None]]

Init == /\ proposals \in [Epoch -> [Node -> Stepsizes]]
        /\ proposed = [j \in Node |-> 0]
        /\ adopted = Nothing
        /\ applied = Nothing

-----------------------------------------------------------------------------
(***************************************************************************)
(* The three modes.  The harmonic mean of n step sizes is n over the sum   *)
(* of their inverses.  Combined is the table of what may become of a       *)
(* function of proposals; TLC writes it down once.                         *)
(***************************************************************************)
Size == Cardinality(Node)

Combine(mode, f) ==
    LET least   == CHOOSE i \in Node : \A j \in Node : AtMost(f[i], f[j])
        inverse == [j \in Node |-> Inverse(f[j])]
    IN  CASE mode = "mean"     -> Part(SumOver(f, Node), Size)
          [] mode = "min"      -> f[least]
          [] mode = "harmonic" -> Inverse(Part(SumOver(inverse, Node), Size))

Combined == TLCEval([mode \in Modes |-> TLCEval([f \in [Node -> Stepsizes] |-> Combine(mode, f)])])

Combination(e) == Combined[Mode][proposals[e]]

(***************************************************************************)
(* How far a node has come: the last epoch whose step size it has applied. *)
(***************************************************************************)
Last(j) == Cardinality({e \in Epoch : applied[e][j] # None})

-----------------------------------------------------------------------------
(***************************************************************************)
(* Proposing.  A node proposes when it has applied the step size of the    *)
(* epoch before; its next proposal needs the gradient at its new iterate.  *)
(***************************************************************************)
CanPropose(j) == proposed[j] = Last(j) /\ Last(j) < Epochs

Propose(j) ==
    /\ CanPropose(j)
    /\ proposed' = [proposed EXCEPT ![j] = @ + 1]
    /\ UNCHANGED <<proposals, adopted, applied>>

(***************************************************************************)
(* Coordinating.  When everybody has proposed for an epoch, its value      *)
(* exists, and nodes adopt it one by one or in groups, as in the contract. *)
(***************************************************************************)
CanCoordinate(e) == \A j \in Node : proposed[j] >= e

Outcome(e, j) == Combination(e)

Coordinate(e) ==
    /\ CanCoordinate(e)
    /\ \E who \in SUBSET {j \in Node : proposed[j] = e /\ adopted[e][j] = None} :
        /\ who # {}
        /\ adopted' = [adopted EXCEPT ![e] =
               [j \in Node |-> IF j \in who THEN Outcome(e, j) ELSE @[j]]]
    /\ UNCHANGED <<proposals, proposed, applied>>

(***************************************************************************)
(* Applying, in the epoch for which the node proposed last.                *)
(***************************************************************************)
CanApply(j) == LET e == proposed[j]
               IN  e > Last(j) /\ adopted[e][j] # None

Stepsize(j) == adopted[proposed[j]][j]

Apply(j) ==
    /\ CanApply(j)
    /\ applied' = [applied EXCEPT ![proposed[j]][j] = Stepsize(j)]
    /\ UNCHANGED <<proposals, proposed, adopted>>

(***************************************************************************)
(* Everybody has applied in every epoch.  This step tells an end from a    *)
(* deadlock.                                                               *)
(***************************************************************************)
Over == \A j \in Node : Last(j) = Epochs

Finished == Over /\ UNCHANGED vars

Next == \/ \E j \in Node : Propose(j) \/ Apply(j)
        \/ \E e \in Epoch : Coordinate(e)
        \/ Finished

(***************************************************************************)
(* As long as not everybody has applied in every epoch, somebody does      *)
(* something.  As there is no deadlock, that is WF_vars(Next); see         *)
(* RoundCoordination.  Nothing more is asked of the contract or of nodes.  *)
(***************************************************************************)
Fairness == []<>Over \/ []<><<TRUE>>_vars

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* What holds in every state.                                              *)
(***************************************************************************)
Maybe(q) == q = None \/ Fraction(q)

TypeOK ==
    /\ proposals \in [Epoch -> [Node -> Stepsizes]]
    /\ proposed \in [Node -> 0..Epochs]
    /\ \A e \in Epoch, j \in Node : Maybe(adopted[e][j]) /\ Maybe(applied[e][j])
    /\ DOMAIN adopted = Epoch /\ \A e \in Epoch : DOMAIN adopted[e] = Node
    /\ DOMAIN applied = Epoch /\ \A e \in Epoch : DOMAIN applied[e] = Node

(***************************************************************************)
(* All that have applied a step size in an epoch have applied the same.    *)
(***************************************************************************)
SameStepsize == \A e \in Epoch : \A i, j \in Node :
                    None \in {applied[e][i], applied[e][j]} \/ applied[e][i] = applied[e][j]

(***************************************************************************)
(* It is the combination of that epoch's proposals, all of them revealed,  *)
(* and of no others.                                                       *)
(***************************************************************************)
NoMixing == \A e \in Epoch, j \in Node : applied[e][j] # None =>
                /\ \A i \in Node : proposed[i] >= e
                /\ applied[e][j] = Combination(e)

(***************************************************************************)
(* A node is at most one epoch ahead of another, in proposing as well as   *)
(* in applying; and it applies in one epoch after the other.               *)
(***************************************************************************)
SkewAtMostOne == \A i, j \in Node : /\ proposed[i] <= proposed[j] + 1
                                     /\ Last(i) <= Last(j) + 1

InOrder == \A e \in Epoch, j \in Node : applied[e][j] # None <=> e <= Last(j)

(***************************************************************************)
(* No mode leaves the range of the proposals, and between the three there  *)
(* is an order: that of the step sizes that they dare.                     *)
(***************************************************************************)
CombinedInRange ==
    \A e \in Epoch : CanCoordinate(e) =>
        LET of(mode) == Combined[mode][proposals[e]]
        IN  /\ \A mode \in Modes : \E i, j \in Node : /\ AtMost(proposals[e][i], of(mode))
                                                      /\ AtMost(of(mode), proposals[e][j])
            /\ AtMost(of("min"), of("harmonic"))
            /\ AtMost(of("harmonic"), of("mean"))

(***************************************************************************)
(* Everybody applies in every epoch, in the end.                           *)
(***************************************************************************)
EverybodyApplies == <>Over

-----------------------------------------------------------------------------
(***************************************************************************)
(* Each epoch fulfils the contract.  The one value is the combination of   *)
(* its proposals.                                                          *)
(***************************************************************************)
Contract(e) == INSTANCE Coordination WITH
                   Value   <- {Combined[Mode][f] : f \in [Node -> Stepsizes]},
                   value   <- Combination(e),
                   adopted <- adopted[e]

THEOREM Spec => \A e \in Epoch : Contract(e)!Spec
=============================================================================

What TLC counted (TLC 1.7.3; kizami check compares these figures).

  model             nodes  epochs  step sizes  starts  distinct  generated  depth
  MCStepsizeMean        3       2  1/6, 1/2        64      6208      15040     15
  MCStepsizeMin         3       2  1/6, 1/2        64      6208      15040     15
  MCStepsizeHarmonic    3       2  1/6, 1/2        64      6208      15040     15
