--------------------------- MODULE CertifiedSteps ---------------------------
(***************************************************************************)
(* Certified steps, which all nodes of a learning task try and accept      *)
(* alike (FTC-49 to FTC-53).                                               *)
(*                                                                         *)
(* In every epoch each node offers two words of its own loss at the trial  *)
(* point: its gradient there, and its curvature along the step that led    *)
(* there.  The nodes coordinate, and each takes what they agreed on: a     *)
(* bracket around the sum of each word.  Then each accepts the step, or    *)
(* shortens it, or ends, by a rule that asks for nothing but what all      *)
(* hold.  How the nodes coordinate is outside: by the contract,            *)
(* Coordination, once in each epoch, with the bracket as its value.  How   *)
(* wide a bracket is, is outside too: any that encloses the sum.           *)
(*                                                                         *)
(* There is one coordinate, and everything is a whole number.  A loss is   *)
(* a quadratic, Curve/2 * (x - Lowest)^2, of which the curvature may be    *)
(* below 0 as long as that of the sum is not.  Its curvature is the number *)
(* to which FTC-50 comes with many inner points, the least with which a    *)
(* certificate says the truth: so mistakes show.  Sums stand in the place  *)
(* of means, as all nodes count the same number of nodes.                  *)
(*                                                                         *)
(* As in AutomatedStepsize no clock ticks for all.  What the brackets of   *)
(* all epochs will be off by is drawn at the start, and so are they,       *)
(* because the contract has its value before anything happens.             *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, TLC

CONSTANTS Node,              \* the nodes
          Epochs,            \* how many epochs there are at most
          Start,             \* the iterate of all nodes when epoch 1 begins
          Stretch,           \* a proposal is so many times as long as -c/H
          Losses,            \* what losses nodes may have: functions from Node
          Errors             \* by how much brackets may be too wide: functions from Epoch

Epoch == 1..Epochs

VARIABLES losses,            \* the loss of each node; never changes
          errors,            \* of each epoch; never changes
          foretold,          \* the bracket of each epoch; never changes, and nobody asks for it
          words,             \* what each node has offered in each epoch,
          adopted,           \* the bracket that it has adopted,
          taken              \* and what it holds since then; None at first

vars == <<losses, errors, foretold, words, adopted, taken>>

None == << >>                \* in the place of what is not there yet

Nothing == [e \in Epoch |-> [j \in Node |-> None]]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Small arithmetic.                                                       *)
(***************************************************************************)
Size(a) == IF a < 0 THEN -a ELSE a

Sign(a) == IF a < 0 THEN -1 ELSE 1

MaxOf(a, b) == IF a > b THEN a ELSE b

MinOf(a, b) == IF a < b THEN a ELSE b

RECURSIVE Total(_, _)
Total(f, S) == IF S = {} THEN 0
               ELSE LET i == CHOOSE i \in S : TRUE IN f[i] + Total(f, S \ {i})

(***************************************************************************)
(* Twice the sum of all losses.  Nobody knows it: it is what the           *)
(* invariants speak of.                                                    *)
(***************************************************************************)
Loss(x) == Total(TLCEval([j \in Node |-> losses[j].curve * (x - losses[j].lowest) * (x - losses[j].lowest)]), Node)

-----------------------------------------------------------------------------
(***************************************************************************)
(* What a node holds is a record:                                          *)
(*   at             the iterate                                            *)
(*   step           what is tried from there; 0 before there is any        *)
(*   lower, upper   the bracket of the gradient at the iterate             *)
(*   ended          whether the run is over                                *)
(***************************************************************************)
Begun == [at |-> Start, step |-> 0, lower |-> 0, upper |-> 0, ended |-> FALSE]

Last(j) == Cardinality({e \in Epoch : taken[e][j] # None})

After(e, j) == IF e = 0 THEN Begun ELSE taken[e][j]

Held(j) == After(Last(j), j)

(***************************************************************************)
(* Offering.  The words of a node, at the trial point of what it holds.    *)
(***************************************************************************)
Gradient(j, h) == losses[j].curve * (h.at + h.step - losses[j].lowest)   \* FTC-49

Curvature(j) == losses[j].curve                                          \* FTC-50

CanOffer(j) == /\ Last(j) < Epochs
               /\ ~Held(j).ended
               /\ words[Last(j) + 1][j] = None

Offer(j) ==
    /\ CanOffer(j)
    /\ words' = [words EXCEPT ![Last(j) + 1][j] = <<Gradient(j, Held(j)), Curvature(j)>>]
    /\ UNCHANGED <<losses, errors, foretold, adopted, taken>>

(***************************************************************************)
(* Coordinating.  When everybody has offered, the bracket exists, and      *)
(* nodes adopt it one by one or in groups, as in the contract.             *)
(***************************************************************************)
Enclosing(gradient, curvature, error) ==
    [lower |-> gradient - error[1], upper    |-> gradient + error[2],
     least |-> curvature - error[3], greatest |-> curvature + error[4]]

Offered(e) == {j \in Node : words[e][j] # None}

CanCoordinate(e) == Offered(e) = Node

WordSum(e, i) == Total(TLCEval([j \in Offered(e) |-> words[e][j][i]]), Offered(e))

Outcome(e, j) == Enclosing(WordSum(e, 1), WordSum(e, 2), errors[e])

Coordinate(e) ==
    /\ CanCoordinate(e)
    /\ \E who \in SUBSET {j \in Offered(e) : adopted[e][j] = None} :
        /\ who # {}
        /\ adopted' = [adopted EXCEPT ![e] =
               [j \in Node |-> IF j \in who THEN Outcome(e, j) ELSE @[j]]]
    /\ UNCHANGED <<losses, errors, foretold, words, taken>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The rules, functions of what all hold.  The slope is the most that the  *)
(* gradient can be along a step: <c,s> + r|s|.  A step is certified if     *)
(* slope + H/2 s^2 <= -c1 |<c,s>|, with c1 = 1/20.                         *)
(***************************************************************************)
Slope(lower, upper, s) == MaxOf(lower * s, upper * s)

Bend(b) == b.greatest                                                    \* FTC-51: H

Certified(lower, upper, bend, s) ==                                      \* FTC-51
    20 * (2 * Slope(lower, upper, s) + bend * s * s) <= -Size((lower + upper) * s)

(***************************************************************************)
(* A gradient step that is Stretch times as long as it should be, and does *)
(* not vanish: what L-BFGS proposes may be anything.                       *)
(***************************************************************************)
Proposal(lower, upper, bend) ==                                          \* FTC-52
    -Sign(lower + upper) * MaxOf(1, (Stretch * Size(lower + upper)) \div (2 * bend))

(***************************************************************************)
(* -slope/(H s^2) times as long, but between 0.1 and 0.6; 0 if no whole    *)
(* number is left.                                                         *)
(***************************************************************************)
Shorter(lower, upper, bend, s) ==                                        \* FTC-53
    Sign(s) * MinOf((6 * Size(s)) \div 10,
                    MaxOf(Size(s) \div 10, (-Slope(lower, upper, s)) \div (bend * Size(s))))

(***************************************************************************)
(* No step descends for sure.                                              *)
(***************************************************************************)
Untold(lower, upper) == lower <= 0 /\ 0 <= upper                         \* FTC-53

Spent(s) == s = 0                                                        \* FTC-53

Ended(h) == [h EXCEPT !.step = 0, !.ended = TRUE]

Arrive(h, b) ==          \* at the trial point
    LET there == [at |-> h.at + h.step, step |-> 0, lower |-> b.lower, upper |-> b.upper, ended |-> FALSE]
    IN  IF Untold(b.lower, b.upper) THEN Ended(there)
        ELSE [there EXCEPT !.step = Proposal(b.lower, b.upper, b.greatest)]

Shorten(h, b) ==
    LET s == Shorter(h.lower, h.upper, b.greatest, h.step)
    IN  IF Spent(s) THEN Ended(h) ELSE [h EXCEPT !.step = s]

Judge(h, b) == IF h.step = 0 \/ Certified(h.lower, h.upper, Bend(b), h.step)
               THEN Arrive(h, b)
               ELSE Shorten(h, b)

(***************************************************************************)
(* Taking the bracket that has been adopted.                               *)
(***************************************************************************)
Seen(j) == adopted[Last(j) + 1][j]

CanTake(j) == Last(j) < Epochs /\ adopted[Last(j) + 1][j] # None

Take(j) ==
    /\ CanTake(j)
    /\ \E h \in {Held(j)}, b \in {Seen(j)} :
        taken' = [taken EXCEPT ![Last(j) + 1][j] = Judge(h, b)]
    /\ UNCHANGED <<losses, errors, foretold, words, adopted>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* What is foretold is that to which one would come that has all losses at *)
(* hand, without any network: Course is what it holds after e epochs.      *)
(***************************************************************************)
OfAll(e, h) == Enclosing(Total([j \in Node |-> Gradient(j, h)], Node),
                         Total([j \in Node |-> Curvature(j)], Node), errors[e])

Following(e, h) == IF h.ended THEN h ELSE Judge(h, OfAll(e, h))

RECURSIVE Course(_)
Course(e) == IF e = 0 THEN Begun
             ELSE CHOOSE k \in {Following(e, h) : h \in {Course(e - 1)}} : TRUE

Init == /\ losses \in Losses
        /\ errors \in Errors
        /\ foretold = [e \in Epoch |-> OfAll(e, Course(e - 1))]
        /\ words = Nothing
        /\ adopted = Nothing
        /\ taken = Nothing

(***************************************************************************)
(* The run is over for everybody.  This step tells an end from a deadlock. *)
(***************************************************************************)
Over == \A j \in Node : Held(j).ended \/ Last(j) = Epochs

Finished == Over /\ UNCHANGED vars

Next == \/ \E j \in Node : Offer(j) \/ Take(j)
        \/ \E e \in Epoch : Coordinate(e)
        \/ Finished

(***************************************************************************)
(* As in AutomatedStepsize: somebody does something, as long as not        *)
(* everybody is done.                                                      *)
(***************************************************************************)
Fairness == []<>Over \/ []<><<TRUE>>_vars

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* What holds in every state.                                              *)
(***************************************************************************)
Brackets == [lower : Int, upper : Int, least : Int, greatest : Int]

Holdings == [at : Int, step : Int, lower : Int, upper : Int, ended : BOOLEAN]

TypeOK ==
    /\ losses \in Losses
    /\ errors \in Errors
    /\ \A e \in Epoch : foretold[e] \in Brackets
    /\ \A e \in Epoch, j \in Node :
        /\ words[e][j] = None \/ words[e][j] \in Int \X Int
        /\ adopted[e][j] = None \/ adopted[e][j] \in Brackets
        /\ taken[e][j] = None \/ /\ taken[e][j] \in Holdings
                                 /\ taken[e][j].ended <=> taken[e][j].step = 0

(***************************************************************************)
(* All that have come as far stand at the same iterate, and try the same   *)
(* step from there.                                                        *)
(***************************************************************************)
Both(e, i, j) == None \notin {taken[e][i], taken[e][j]}

SameIterate == \A e \in Epoch : \A i, j \in Node :
                   Both(e, i, j) => taken[e][i].at = taken[e][j].at

SameStep == \A e \in Epoch : \A i, j \in Node :
                Both(e, i, j) => taken[e][i].step = taken[e][j].step

(***************************************************************************)
(* A bracket that was adopted encloses the sums of everybody's words.      *)
(***************************************************************************)
Encloses == \A e \in Epoch, j \in Node : adopted[e][j] # None =>
                LET b == adopted[e][j]
                IN  /\ Offered(e) = Node
                    /\ b.lower <= WordSum(e, 1) /\ WordSum(e, 1) <= b.upper
                    /\ b.least <= WordSum(e, 2) /\ WordSum(e, 2) <= b.greatest

(***************************************************************************)
(* And what a node holds of the gradient is true of its iterate.           *)
(***************************************************************************)
TrueGradient == \A e \in Epoch, j \in Node : taken[e][j] # None =>
                    LET h == taken[e][j]
                        g == Total(TLCEval([i \in Node |-> Gradient(i, [h EXCEPT !.step = 0])]), Node)
                    IN  h.lower <= g /\ g <= h.upper

(***************************************************************************)
(* A step that was accepted has lowered the mean loss; one that was not    *)
(* accepted has not moved the node.                                        *)
(***************************************************************************)
Descends == \A e \in Epoch, j \in Node : taken[e][j] # None =>
                LET before == After(e - 1, j).at
                    now    == taken[e][j].at
                IN  now = before \/ Loss(now) < Loss(before)

(***************************************************************************)
(* A step that is tried again is shorter, and goes the same way.           *)
(***************************************************************************)
Shortens == \A e \in Epoch \ {1}, j \in Node :
                taken[e][j] # None /\ taken[e][j].at = After(e - 1, j).at =>
                    LET s == After(e - 1, j).step
                        t == taken[e][j].step
                    IN  Size(t) < Size(s) /\ t * s >= 0

(***************************************************************************)
(* A step that is tried descends for sure, at first.                       *)
(***************************************************************************)
ProposesDescent == \A e \in Epoch, j \in Node : taken[e][j] # None =>
                       LET h == taken[e][j]
                       IN  h.ended \/ Slope(h.lower, h.upper, h.step) < 0

SkewAtMostOne == \A i, j \in Node : Last(i) <= Last(j) + 1

(***************************************************************************)
(* Every run ends, if there are epochs enough: each trial is accepted or   *)
(* shortened until one of the two, and no loss falls for ever.             *)
(***************************************************************************)
EverybodyEnds == <>(\A j \in Node : Held(j).ended)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Each epoch fulfils the contract, with what was foretold as its value.   *)
(* In an epoch after the end of the run nobody adopts anything; there only *)
(* the safety of the contract holds.                                       *)
(***************************************************************************)
Contract(e) == INSTANCE Coordination WITH
                   Value   <- Brackets,
                   value   <- foretold[e],
                   adopted <- adopted[e]

THEOREM Spec => /\ Contract(1)!Spec
                /\ \A e \in Epoch : Contract(e)!Safety
=============================================================================

What TLC counted (TLC 1.7.3; kizami check compares these figures).

  model             nodes  epochs  starts  distinct  generated  depth
  MCCertified           3       8      12      2424       5960     29
  MCCertifiedFar        3       8      12      2487       6117     36
