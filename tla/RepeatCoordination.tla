------------------------- MODULE RepeatCoordination -------------------------
(***************************************************************************)
(* A later epoch on the same digraph, in lock-step rounds.                 *)
(*                                                                         *)
(* A first epoch with the probe ending has taught every node its kernel.   *)
(* So nobody needs a probe, a denominator or a horizon any more: only the  *)
(* numerator is sent.  A node of order M decides in round M, by M + 1      *)
(* observations.  Everybody sends until round R, the greatest order of     *)
(* all, and stops there.                                                   *)
(***************************************************************************)
EXTENDS Kernels

CONSTANTS InitialDigraphs,   \* the strongly connected digraphs to start from,
          InitialProbes,     \* the probes of the first epoch, as functions from Node to GF,
          InitialValues      \* and the values of this one, as functions from Node to Int

ASSUME Ending = "probe"      \* in the first epoch

VARIABLES digraph,           \* who sends to whom; never changes
          kernel,            \* what each node was taught; never changes
          round,             \* how many rounds are over
          numerator,         \* each node's observations of its word x, which starts at its value
          decided,           \* the round after which each node decided
          average,           \* what it decided
          stopped            \* the round after which it fell silent

vars == <<digraph, kernel, round, numerator, decided, average, stopped>>

Init ==
    /\ digraph \in InitialDigraphs
    /\ \E r \in InitialProbes : /\ LuckyProbe(digraph, r)
                                /\ kernel = Taught(digraph, r)
    /\ \E x \in InitialValues : numerator = [j \in Node |-> <<x[j] % Prime>>]
    /\ round = 0
    /\ decided = [j \in Node |-> None]
    /\ average = [j \in Node |-> None]
    /\ stopped = [j \in Node |-> None]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Deciding and stopping.  A node knows beforehand when.  It must not stop *)
(* as soon as it has decided, for others still need its words.             *)
(***************************************************************************)
DecisionAt(j) == Order(kernel[j].recurrence)

CanDecide(j) == decided[j] = None /\ round = DecisionAt(j)   \* FTC-30

Verdict(j) == Ratio(Projection(numerator[j], kernel[j].recurrence), kernel[j].denominator)

CanStop(j) == /\ decided[j] # None
              /\ stopped[j] = None
              /\ round = kernel[j].rounds

(***************************************************************************)
(* A round, as in RoundCoordination.                                       *)
(***************************************************************************)
Share(j) == Div(Last(numerator[j]), (1 + OutDegree(digraph, j)) % Prime)

Hears(j, i) == stopped[i] = None /\ (i = j \/ <<i, j>> \in digraph)

Observe(sent, j) ==
    IF stopped[j] # None THEN numerator[j]
    ELSE Append(numerator[j], Sum([i \in Node |-> IF Hears(j, i) THEN sent[i] ELSE 0], N - 1))

-----------------------------------------------------------------------------
(***************************************************************************)
(* The actions, of which exactly one is possible in every state.           *)
(***************************************************************************)
Deciders == {j \in Node : CanDecide(j)}
Stoppers == {j \in Node : CanStop(j)}
Senders  == {j \in Node : stopped[j] = None}

Decide ==
    \E who \in {Deciders} : \E now \in {[j \in who |-> Verdict(j)]} :
        /\ who # {}
        /\ average' = [j \in Node |-> IF j \in who THEN now[j] ELSE average[j]]
        /\ decided' = [j \in Node |-> IF j \in who THEN round ELSE decided[j]]
        /\ UNCHANGED <<digraph, kernel, round, numerator, stopped>>

Stop ==
    \E who \in {Stoppers} :
        /\ who # {}
        /\ Deciders = {}
        /\ stopped' = [j \in Node |-> IF j \in who THEN round ELSE stopped[j]]
        /\ UNCHANGED <<digraph, kernel, round, numerator, decided, average>>

Advance ==
    /\ Senders # {}
    /\ Stoppers = {}
    /\ Deciders = {}
    /\ round' = round + 1
    /\ \E sent \in {[j \in Senders |-> Share(j)]} :
        numerator' = [j \in Node |-> Observe(sent, j)]
    /\ UNCHANGED <<digraph, kernel, decided, average, stopped>>

Finished == Senders = {} /\ UNCHANGED vars   \* tells an end from a deadlock

Next == Advance \/ Decide \/ Stop \/ Finished

(***************************************************************************)
(* Rounds go on until all have stopped; see RoundCoordination.             *)
(***************************************************************************)
Fairness == []<>(Senders = {}) \/ []<><<TRUE>>_vars

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* What holds in every state.                                              *)
(***************************************************************************)
Observations(word, j) ==
    /\ DOMAIN word[j] = 1 .. 1 + (IF stopped[j] = None THEN round ELSE stopped[j])
    /\ \A k \in DOMAIN word[j] : word[j][k] \in GF

TypeOK ==
    /\ digraph \subseteq Arcs
    /\ round \in Nat
    /\ DOMAIN numerator = Node /\ DOMAIN average = Node
    /\ \A j \in Node : /\ Observations(numerator, j)
                       /\ average[j] \in GF \/ average[j] \in {None, Refused}
    /\ decided \in [Node -> 0..round \cup {None}]
    /\ stopped \in [Node -> 0..round \cup {None}]

(***************************************************************************)
(* All that have decided hold the exact average.                           *)
(***************************************************************************)
Total(word) == Sum([j \in Node |-> word[j][1]], N - 1)

ExactAverage ==
    \A j \in Node : \/ decided[j] = None
                    \/ LET fraction == Reconstruct(average[j], N)
                       IN  /\ fraction # << >>
                           /\ fraction[1] * N = fraction[2] * Signed(Total(numerator))

(***************************************************************************)
(* Nobody falls silent while somebody still has to hear, and the rounds in *)
(* which a node decides and stops are known exactly: its own order, and    *)
(* the greatest of all orders.                                             *)
(***************************************************************************)
NobodyStopsEarly ==
    \A j \in Node : stopped[j] = None \/ \A i \in Node : decided[i] # None

ExactTimes ==
    \A j \in Node : /\ decided[j] \in {None, DecisionAt(j)}
                    /\ stopped[j] \in {None, Max({DecisionAt(i) : i \in Node})}

(***************************************************************************)
(* As all stop together, rounds never lose nor add anything.               *)
(***************************************************************************)
MassConserved == Sum([j \in Node |-> Last(numerator[j])], N - 1) = Total(numerator)

(***************************************************************************)
(* Digraph and kernels never change, and there is an end.                  *)
(***************************************************************************)
NothingUnlearnt == [][<<digraph, kernel>>' = <<digraph, kernel>>]_vars

EverybodyStops == <>(Senders = {})

-----------------------------------------------------------------------------
(***************************************************************************)
(* The refinement, as that of RoundCoordination.                           *)
(***************************************************************************)
TrueAverage == Div(Total(numerator), N % Prime)

Contract == INSTANCE Coordination WITH Value <- GF, value <- TrueAverage, adopted <- average

FulfilsContract == Contract!Spec

THEOREM Spec => FulfilsContract
=============================================================================

What TLC counted (TLC 1.7.3; kizami check compares these figures).

  model      N  digraphs  starts                       distinct  generated  depth
  MCRepeat3  3        18  values 0..2, 3 first probes      2646       4104      6
  MCRepeat4  4        83  units, 1 first probe             2152       2484      8
