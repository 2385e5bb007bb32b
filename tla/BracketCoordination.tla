------------------------ MODULE BracketCoordination -------------------------
(***************************************************************************)
(* Exact averages in as many rounds as mixing takes, in lock-step rounds.  *)
(*                                                                         *)
(* Every node knows its own out-degree, a bound on the number of nodes and *)
(* a bound on the diameter, the length of a window.  When a window begins, *)
(* each takes its quotient, rounded down and up.  In each round it sends a *)
(* share of its words, and the least and the greatest quotient that it has *)
(* heard of.  When the window is over all hold the same bracket.           *)
(***************************************************************************)
EXTENDS BracketEnding, TLC

CONSTANTS InitialDigraphs,   \* the strongly connected digraphs to start from,
          InitialValues      \* and the values, as functions from Node to -Most..Most

VARIABLES digraph,           \* who sends to whom; never changes
          span,              \* how many rounds a window lasts, at least the diameter; never changes
          value,             \* what each node starts with; never changes, and no node looks at it again
          round,             \* how many rounds are over
          numerator,         \* each node's word x, which starts at its value, in units,
          denominator,       \* and y, which starts at 1, that is Units
          least,             \* the least quotient that it has heard of in this window,
          greatest,          \* and the greatest
          lower,             \* the bracket that all windows together allow,
          upper,             \* the same at every node
          centre,            \* the frame that all of this is in,
          scale,             \* the same at every node
          decided,           \* the round after which each node decided
          average            \* what it decided, as a fraction

words == <<numerator, denominator, least, greatest, lower, upper, centre, scale>>

vars == <<digraph, span, value, round, words, decided, average>>

(***************************************************************************)
(* What a node holds, as Bracket has it.                                   *)
(***************************************************************************)
State(j) == [numerator |-> numerator[j], denominator |-> denominator[j],
             least |-> least[j], greatest |-> greatest[j], lower |-> lower[j], upper |-> upper[j],
             centre |-> centre[j], scale |-> scale[j]]

Init ==
    /\ digraph \in InitialDigraphs
    /\ span \in Spans(digraph)
    /\ value \in InitialValues
    /\ round = 0
    /\ numerator   = [j \in Node |-> Start(value[j]).numerator]
    /\ denominator = [j \in Node |-> Start(value[j]).denominator]
    /\ least    = [j \in Node |-> Start(value[j]).least]
    /\ greatest = [j \in Node |-> Start(value[j]).greatest]
    /\ lower  = [j \in Node |-> Start(value[j]).lower]
    /\ upper  = [j \in Node |-> Start(value[j]).upper]
    /\ centre = [j \in Node |-> Start(value[j]).centre]
    /\ scale  = [j \in Node |-> Start(value[j]).scale]
    /\ decided = [j \in Node |-> None]
    /\ average = [j \in Node |-> Nothing]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Deciding.  Whoever has decided sends nothing more: all decide together, *)
(* so nobody needs it.                                                     *)
(***************************************************************************)
CanDecide(j) == decided[j] = None /\ Ends(span, round, State(j))

Deciders == {j \in Node : CanDecide(j)}

Senders == {j \in Node : decided[j] = None}

Decide ==
    \E who \in {Deciders} : \E now \in {TLCEval([j \in who |-> Answer(span, round, State(j), digraph, value, j)])} :
        /\ who # {}
        /\ average' = [j \in Node |-> IF j \in who THEN now[j] ELSE average[j]]
        /\ decided' = [j \in Node |-> IF j \in who THEN round ELSE decided[j]]
        /\ UNCHANGED <<digraph, span, value, round, words>>

(***************************************************************************)
(* A round: what j sends along each arc, whom it hears, and what it makes  *)
(* of the messages.                                                        *)
(***************************************************************************)
Message(j) == Sent(State(j), OutDegree(digraph, j))

Messages == {TLCEval([j \in Senders |-> Message(j)])}

Hears(j, i) == decided[i] = None /\ <<i, j>> \in digraph

Observe(sent, j) ==
    IF decided[j] # None THEN State(j)
    ELSE Stepped(span, round + 1, State(j), OutDegree(digraph, j), sent, j, {i \in Node : Hears(j, i)})

Advance ==
    /\ Senders # {}
    /\ Deciders = {}
    /\ round' = round + 1
    /\ \E sent \in Messages : \E now \in {TLCEval([j \in Node |-> Observe(sent, j)])} :
        /\ numerator'   = [j \in Node |-> now[j].numerator]
        /\ denominator' = [j \in Node |-> now[j].denominator]
        /\ least'    = [j \in Node |-> now[j].least]
        /\ greatest' = [j \in Node |-> now[j].greatest]
        /\ lower'  = [j \in Node |-> now[j].lower]
        /\ upper'  = [j \in Node |-> now[j].upper]
        /\ centre' = [j \in Node |-> now[j].centre]
        /\ scale'  = [j \in Node |-> now[j].scale]
    /\ UNCHANGED <<digraph, span, value, decided, average>>

Finished == Senders = {} /\ UNCHANGED vars   \* tells an end from a deadlock

Next == Advance \/ Decide \/ Finished

Fairness == []<>(Senders = {}) \/ []<><<TRUE>>_vars   \* as in RoundCoordination

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* What holds in every state.                                              *)
(***************************************************************************)
Fraction(q) == q[2] \in 1..MaxOf(Bound, Accuracy) /\ Lowest(q[1], q[2]) = q

TypeOK ==
    /\ digraph \subseteq Arcs
    /\ span \in Spans(digraph)
    /\ round \in 0..End(span)
    /\ \A word \in {numerator, least, greatest, lower, upper, centre} : word \in [Node -> Int]
    /\ denominator \in [Node -> Nat \ {0}]
    /\ scale \in [Node -> Nat \ {0}]
    /\ decided \in [Node -> 0..round \cup {None}]
    /\ DOMAIN average = Node
    /\ \A j \in Node : average[j] \in {Nothing, Refused} \/ Fraction(average[j])

(***************************************************************************)
(* Rounds and zooms neither lose nor make a unit.                          *)
(***************************************************************************)
Conserved ==   \* FTC-39
    /\ Total(denominator, N - 1) = Units * N
    /\ \E x \in {Total(numerator, N - 1)}, v \in {Total(value, N - 1)} :
          \A j \in Node : Reduction * x = Units * (scale[j] * v - Reduction * centre[j] * N)

(***************************************************************************)
(* The average is in the bracket, and all hold the same bracket, in the    *)
(* same frame.                                                             *)
(***************************************************************************)
Enclosed == \E q \in {<<Total(value, N - 1), N>>} : \A j \in Node : Admits(State(j), q)   \* FTC-40

SameBracket == \A i, j \in Node : lower[i] = lower[j] /\ upper[i] = upper[j]   \* FTC-42

SameFrame == \A i, j \in Node : centre[i] = centre[j] /\ scale[i] = scale[j]   \* FTC-42

(***************************************************************************)
(* How small words stay.  Where quotients were at most m in size, rounding *)
(* carries words out by at most 1 + m units for each arc and round, in all *)
(* nodes together.  A zoom enlarges that for the rounds of one window, for *)
(* the words that it leaves behind are inside again but for these.  Where  *)
(* there is a zoom no quotient of the window was beyond Size + 1/2.        *)
(***************************************************************************)
Carried == (Size + 2) * Cardinality(digraph) * (round + GreatestZoom * span)

Small == \E out \in {Carried} : \A j \in Node :   \* FTC-45
            numerator[j] \in -(Size * denominator[j] + out)..(Size * denominator[j] + out)

(***************************************************************************)
(* All decide in the same round, and not too late, the same, and right.    *)
(***************************************************************************)
DecideTogether == \A i, j \in Node : decided[i] = decided[j]   \* FTC-43

RoundsBounded == round <= End(span)   \* FTC-46

Agreement == \A i, j \in Node : \/ Nothing \in {average[i], average[j]}
                                \/ average[i] = average[j]

TrueAverage == Lowest(Total(value, N - 1), N)

ExactAverage == \E q \in {TrueAverage} : \A j \in Node : average[j] \in {Nothing, q}   \* FTC-43

NeverWrong == \E q \in {TrueAverage} : \A j \in Node : average[j] \in {Nothing, Refused, q}

NearAverage ==   \* FTC-44
    \A j \in Node : \/ average[j] = Nothing
                    \/ \E a \in {Accuracy * N * average[j][1] - Accuracy * Total(value, N - 1) * average[j][2]} :
                           a \in -(N * average[j][2])..(N * average[j][2])

(***************************************************************************)
(* What is given at the start never changes, and there is an end.          *)
(***************************************************************************)
StartFixed == [][<<digraph, span, value>>' = <<digraph, span, value>>]_vars

EverybodyStops == <>(Senders = {})

-----------------------------------------------------------------------------
(***************************************************************************)
(* The refinement, as that of RoundCoordination.  To refuse is to adopt    *)
(* nothing.  So a system of which some refuse keeps the contract, but does *)
(* not fulfil it.                                                          *)
(***************************************************************************)
Contract == INSTANCE Coordination WITH
    Value   <- Int \X Nat,
    None    <- Nothing,
    value   <- TrueAverage,
    adopted <- [j \in Node |-> IF average[j] = Refused THEN Nothing ELSE average[j]]

KeepsContract == Contract!Safety

FulfilsContract == Contract!Spec

THEOREM Spec => KeepsContract

THEOREM (Spec /\ [](\A j \in Node : average[j] # Refused)) => FulfilsContract
=============================================================================

What TLC counted (TLC 1.7.3; kizami check compares these figures).

  model                       N  digraphs  starts                             distinct  generated  depth
  MCBracket3                  3        18  values 0..2, 16 units                  2961       3447      8
  MCBracket3Slack             3        18  values 0..2, span one more, too        6708       7680     11
  MCBracket3Wide              3        18  values 0..2, 32 units, Bound = 4       3201       3687     10
  MCBracket4                  4      1606  values 0..1, 64 units                188978     214674     17
  MCBracketZoom3              3        18  values -1..1, 16 units, zoom           2985       3471      8
  MCBracketZoom3Few           3        18  values -1..1, 8 units, zoom            3027       3513     12
  MCBracketZoomDeep           3         5  values -1..1, zoom, Bound = 8           935       1070     10
  MCBracketReduced3           3        18  values 0..2, halved, zoom              3099       3585     10
  MCBracketZoom4              4      1606  values 0..1, 16 units, zoom          216062     241758     20
  MCRace3                     3        18  values 0..2, 16 units                  2757       3243      6
  MCRace4                     4      1606  values 0..1, 64 units                178934     204630      8
  MCAnyShares3                3         5  a unit value, 2 units, any shares      2613      27055      6
