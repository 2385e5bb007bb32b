-------------------------- MODULE MCCertifiedSteps --------------------------
(***************************************************************************)
(* The losses and brackets of the models of CertifiedSteps, the contracts  *)
(* of their first epochs, what must be reached, and the mistakes that they *)
(* refute.                                                                 *)
(***************************************************************************)
EXTENDS CertifiedSteps

(***************************************************************************)
(* Every curvature from -1 to 2 and every lowest point of two, where the   *)
(* sum is convex and not flat.                                             *)
(***************************************************************************)
AllLosses == {f \in [Node -> [curve : -1..2, lowest : {0, 5}]] :
                  Total([j \in Node |-> f[j].curve], Node) > 0}

(***************************************************************************)
(* Three: two nodes that pull against each other, one of which is not      *)
(* convex; one far steeper; all the same.                                  *)
(***************************************************************************)
SomeLosses == {f \in [Node -> [curve : {-1, 1, 3}, lowest : {0, 5}]] :
                  /\ Total([j \in Node |-> f[j].curve], Node) = 3
                  /\ f[0].curve >= f[1].curve
                  /\ \A j \in Node : f[j].lowest = 0 <=> f[j].curve > 0}

(***************************************************************************)
(* Brackets: exact ones, as by kernels, and wide ones, as by mixing, in    *)
(* all epochs or in every other one.                                       *)
(***************************************************************************)
Exact == <<0, 0, 0, 0>>

Wide == <<3, 1, 2, 1>>

ExactOnly == {[e \in Epoch |-> Exact]}

ExactOrWide == {[e \in Epoch |-> IF e \in S THEN Wide ELSE Exact] :
                    S \in {{}, Epoch, {e \in Epoch : e % 2 = 1}}}

OneSided == {[e \in Epoch |-> error] : error \in {<<0, 9, 2, 0>>, <<9, 0, 2, 0>>}}

(***************************************************************************)
(* TLC does not look into an instance with a parameter.                    *)
(***************************************************************************)
First  == INSTANCE Coordination WITH
              Value <- Brackets, value <- foretold[1], adopted <- adopted[1]

Second == INSTANCE Coordination WITH
              Value <- Brackets, value <- foretold[2], adopted <- adopted[2]

Third  == INSTANCE Coordination WITH
              Value <- Brackets, value <- foretold[3], adopted <- adopted[3]

FulfilsContract == First!Spec /\ Second!Safety /\ Third!Safety

-----------------------------------------------------------------------------
(***************************************************************************)
(* What must be reached, or the invariants say little.                     *)
(***************************************************************************)
NeverAccepts == \A e \in Epoch, j \in Node :
                    taken[e][j] # None => taken[e][j].at = After(e - 1, j).at

NeverShortens == \A e \in Epoch \ {1}, j \in Node :
                     taken[e][j] # None /\ taken[e][j].at = After(e - 1, j).at => taken[e][j].ended

NeverTwice == \A j \in Node :
                  Cardinality({e \in Epoch : taken[e][j] # None /\ taken[e][j].at # After(e - 1, j).at}) < 2

NeverApart == \A i, j \in Node : Last(i) = Last(j)

-----------------------------------------------------------------------------
(***************************************************************************)
(* The mistakes.  A bracket that is a unit beside the sum.                 *)
(***************************************************************************)
Beside(gradient, curvature, error) ==                          \* for Enclosing
    [lower |-> gradient + error[2] + 1, upper |-> gradient + error[2] + 1,
     least |-> curvature - error[3], greatest |-> curvature + error[4]]

(***************************************************************************)
(* A bracket that holds the gradient and not the curvature.                *)
(***************************************************************************)
TooFlat(gradient, curvature, error) ==                         \* for Enclosing
    [lower |-> gradient - error[1], upper |-> gradient + error[2],
     least |-> curvature - error[3], greatest |-> 1]

(***************************************************************************)
(* Nodes do not wait for the last words.                                   *)
(***************************************************************************)
OneIsEnough(e) == Offered(e) # {}                              \* for CanCoordinate

(***************************************************************************)
(* A node takes its own words for those of all.                            *)
(***************************************************************************)
OwnWords(j) == LET w == words[Last(j) + 1][j]                  \* for Seen
               IN  [adopted[Last(j) + 1][j] EXCEPT !.lower = w[1], !.upper = w[1]]

(***************************************************************************)
(* A node does not wait for the bracket, and takes its own words.          *)
(***************************************************************************)
Guess(j) == LET g == Gradient(j, Held(j))
            IN  [lower |-> g, upper |-> g, least |-> 1, greatest |-> 1]

TakeUnasked(j) ==                                              \* for Take
    /\ Last(j) < Epochs
    /\ ~Held(j).ended
    /\ \E h \in {Held(j)}, b \in {Guess(j)} :
        taken' = [taken EXCEPT ![Last(j) + 1][j] = Judge(h, b)]
    /\ UNCHANGED <<losses, errors, foretold, words, adopted>>

(***************************************************************************)
(* Acceptance with the lower end of the curvature, without it, and without *)
(* what the gradient may be off by; or of every step.                      *)
(***************************************************************************)
LeastBend(b) == b.least                                        \* for Bend

WithoutBend(b) == 0                                            \* for Bend

MiddleSlope(lower, upper, s) == ((lower + upper) * s) \div 2   \* for Slope

Always(lower, upper, bend, s) == TRUE                          \* for Certified

(***************************************************************************)
(* A step that was refused is tried again as it is, or the other way.      *)
(***************************************************************************)
AsLong(lower, upper, bend, s) == s                             \* for Shorter

Backwards(lower, upper, bend, s) == -(Size(s) \div 2)          \* for Shorter

(***************************************************************************)
(* The run does not end where nothing is left to try, or nothing is told.  *)
(***************************************************************************)
Unspent(s) == FALSE                                            \* for Spent

Told(lower, upper) == FALSE                                    \* for Untold

Unfair == TRUE                                                 \* for Fairness
=============================================================================
