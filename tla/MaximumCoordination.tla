------------------------ MODULE MaximumCoordination -------------------------
(***************************************************************************)
(* The greatest of all values, in lock-step rounds.                        *)
(*                                                                         *)
(* In each round every node sends the greatest value that it has heard of. *)
(* After as many rounds as news takes from anywhere to anywhere, that is   *)
(* the greatest of all.  A node cannot see when, so it must know a number  *)
(* of rounds that is enough: with the probe ending the greatest order, as  *)
(* no order is less than the eccentricity of its node; with a bound on the *)
(* number of nodes one less than the bound.                                *)
(***************************************************************************)
EXTENDS Digraphs

CONSTANTS InitialDigraphs,   \* the strongly connected digraphs to start from,
          InitialValues      \* and the values, as functions from Node to Nat

None == -1                   \* in the place of a value that is not there yet

VARIABLES digraph,           \* who sends to whom; never changes
          rounds,            \* how many rounds everybody takes part in; never changes
          round,             \* how many are over
          heard,             \* the greatest value that each node has heard of
          maximum            \* what it then takes for the greatest of all, None before

vars == <<digraph, rounds, round, heard, maximum>>

(***************************************************************************)
(* Any number of rounds will do that no eccentricity is above.             *)
(***************************************************************************)
Greatest(S) == CHOOSE m \in S : \A k \in S : k <= m

Diameter(g) == Greatest({Eccentricity(g, j) : j \in Node})

EnoughRounds(g) == Diameter(g)..N

Init == /\ digraph \in InitialDigraphs
        /\ rounds \in EnoughRounds(digraph)
        /\ heard \in InitialValues
        /\ round = 0
        /\ maximum = [j \in Node |-> None]

-----------------------------------------------------------------------------
(***************************************************************************)
(* A round: what j sends, and what it makes of what it is sent.            *)
(***************************************************************************)
Share(j) == heard[j]

Listen(j) == Greatest({Share(i) : i \in {j} \cup InNeighbours(digraph, j)})   \* FTC-31

CanAdvance == round < rounds

Advance ==
    /\ CanAdvance
    /\ round' = round + 1
    /\ heard' = [j \in Node |-> Listen(j)]
    /\ UNCHANGED <<digraph, rounds, maximum>>

(***************************************************************************)
(* After the last round every node takes it for the greatest of all.       *)
(***************************************************************************)
CanMaximum == round = rounds /\ None \in {maximum[j] : j \in Node}

Maximum ==
    /\ CanMaximum
    /\ maximum' = heard
    /\ UNCHANGED <<digraph, rounds, round, heard>>

Over == \A j \in Node : maximum[j] # None

Finished == Over /\ UNCHANGED vars   \* tells an end from a deadlock

Next == Advance \/ Maximum \/ Finished

Fairness == []<>Over \/ []<><<TRUE>>_vars   \* as in RoundCoordination

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
TypeOK ==
    /\ digraph \subseteq Arcs
    /\ rounds \in EnoughRounds(digraph)
    /\ round \in 0..rounds
    /\ heard \in [Node -> Nat]
    /\ maximum \in [Node -> Nat \cup {None}]

(***************************************************************************)
(* The refinement: the one value is the greatest that anybody has heard    *)
(* of, which never changes.                                                *)
(***************************************************************************)
TrueMaximum == Greatest({heard[j] : j \in Node})

Contract == INSTANCE Coordination WITH Value <- Nat, value <- TrueMaximum, adopted <- maximum

FulfilsContract == Contract!Spec

THEOREM Spec => FulfilsContract
=============================================================================

What TLC counted (TLC 1.7.3; kizami check compares these figures).

  model       N  digraphs  starts       distinct  generated  depth
  MCMaximum3  3        18  values 0..2      1563       2562      5
  MCMaximum4  4        83  units            2352       3192      6
