----------------------- MODULE MCBracketCoordination ------------------------
(***************************************************************************)
(* Where the models of BracketCoordination start, what they must be able   *)
(* to reach, and the mistakes that they must refute; see                   *)
(* MCRoundCoordination.                                                    *)
(***************************************************************************)
EXTENDS BracketCoordination

(***************************************************************************)
(* Values.  Words are rounded, so averages are not linear in the values,   *)
(* and only those that a model names are checked.                          *)
(***************************************************************************)
Ternary == [Node -> 0..2]

AroundZero == [Node -> -1..1]

Bits == [Node -> 0..1]

OneUnit == {[j \in Node |-> IF j = 0 THEN 1 ELSE 0]}

Rings == {{<<j, (j + 1) % N>> : j \in Node}}   \* the cycle alone

(***************************************************************************)
(* The digraph on which the prime 5 fools the bound ending; see            *)
(* MCRoundCoordination.                                                    *)
(***************************************************************************)
Fooled == {{<<0, 1>>, <<0, 2>>, <<1, 2>>, <<1, 3>>, <<2, 0>>, <<2, 3>>, <<3, 0>>, <<3, 1>>}}

(***************************************************************************)
(* What must not be impossible, or what is claimed would say nothing.      *)
(***************************************************************************)
NobodyDecides == \A j \in Node : decided[j] = None

NobodyZoomsTwice == \A j \in Node : scale[j] \in {1, 2, 4}

NobodyRefuses == \A j \in Node : average[j] # Refused

NoBracketDecides == \A j \in Node : decided[j] \in {None, End(span)}

NoBoundDecides == \A j \in Node : decided[j] # End(span)

-----------------------------------------------------------------------------
(***************************************************************************)
(* The mistakes.                                                           *)
(***************************************************************************)
BelowInward(x, y) == Ceiling(x * Grid, y)      \* for Below: rounded up

AboveInward(x, y) == (x * Grid) \div y         \* for Above: rounded down

PartOnly(word, d, part) == part                \* for Rest:  the remainder is dropped

OneMore(word, d, part) == word - d * part + 1  \* for Rest:  a unit is made

Unkept(word, d) == word \div MaxOf(1, d)       \* for Part:  a node need not keep a share for itself

Everybody(j, i) == i # j /\ decided[i] = None  \* for Hears: arcs do not matter

SpanLess(g) == {MaxOf(1, Diameter(g) - 1)}     \* for Spans: less than the diameter

EveryRound(length, k) == k > 0                      \* for WindowOver: every round ends a window

(***************************************************************************)
(* For Observe: in the last round of a window, or in its first, nobody     *)
(* listens to the least and the greatest.  So the window is one round less *)
(* at its end, or at its beginning.                                        *)
(***************************************************************************)
Muted(sent, j) == [i \in DOMAIN sent |-> [sent[i] EXCEPT !.least = least[j], !.greatest = greatest[j]]]

Partly(deaf, sent, j) ==
    IF decided[j] # None THEN State(j)
    ELSE Stepped(span, round + 1, State(j), OutDegree(digraph, j), IF deaf THEN Muted(sent, j) ELSE sent, j,
                 {i \in Node : Hears(j, i)})

DeafLast(sent, j) == Partly(WindowOver(span, round + 1), sent, j)

DeafFirst(sent, j) == Partly(round % span = 0, sent, j)

(***************************************************************************)
(* For Tightened: a node tightens the bracket by its own quotient.  For    *)
(* Shift: it zooms around that; all zoom around what is far away.  For     *)
(* Factor: as close as can be.  For Reach: it is less than the values.     *)
(***************************************************************************)
OwnToo(s) == [s EXCEPT !.lower = MaxOf(@, MaxOf(s.least, Below(s.numerator, s.denominator))),
                       !.upper = MinOf(@, MinOf(s.greatest, Above(s.numerator, s.denominator)))]

OwnQuotient(s) == Nearest(Factor(s) * s.numerator, s.denominator)

Astray(s) == Nearest(Factor(s) * (s.least + s.greatest), 2 * Grid) + 8

Closest(s) == GreatestZoom

ReachLess == 1

(***************************************************************************)
(* For Settles: a bracket narrower than 1/Bound.  For Narrow: one of any   *)
(* width.  For Verdict: not in lowest terms.  For OfBound: whatever the    *)
(* bound ending says.                                                      *)
(***************************************************************************)
Narrower(s) == Bound * (s.upper - s.lower) < Steps(s)

AnyWidth(s) == TRUE

Unreduced(s) == LET q == CHOOSE q \in Choices(s) : TRUE IN <<2 * q[1], 2 * q[2]>>

AnyVerdict(s, q) == IF q # << >> THEN q ELSE Refused

(***************************************************************************)
(* For CanDecide: in every round, by what a node has heard in this window; *)
(* never in the last round.                                                *)
(***************************************************************************)
Heard(j) == [State(j) EXCEPT !.lower = MaxOf(@, least[j]), !.upper = MinOf(@, greatest[j])]

InAnyRound(j) == decided[j] = None /\ round > 0 /\ (Settles(Heard(j)) \/ round = End(span))

NeverLast(j) == decided[j] = None /\ ByBracket(span, round, State(j))

(***************************************************************************)
(* For Finished: the digraph can change in the end.  For Fairness: rounds  *)
(* go on by themselves.                                                    *)
(***************************************************************************)
Rewired == Senders = {} /\ digraph' = {} /\ UNCHANGED <<span, value, round, words, decided, average>>

Unfair == TRUE
=============================================================================
