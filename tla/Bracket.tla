------------------------------- MODULE Bracket ------------------------------
(***************************************************************************)
(* What a node does with two words of whole units, and with a bracket.     *)
(* Everything here is a function of what one node holds and hears.         *)
(*                                                                         *)
(* A node sends the same whole share along each arc and keeps all the      *)
(* rest, so no unit is ever lost or made: the sums of both words over all  *)
(* nodes never change.  So the average is never below the least quotient   *)
(* x/y of a round, nor above the greatest, whatever the rounding was.      *)
(*                                                                         *)
(* What a node holds is a record:                                          *)
(*   numerator, denominator   its words x and y, in units                  *)
(*   least, greatest          of the window that it is in                  *)
(*   lower, upper             the bracket of all windows that are over     *)
(*   centre, scale            the frame that all these are in: what is q   *)
(*                            there is Reduction * (centre + q) / scale    *)
(* Quotients and brackets are counted in steps of 1/Grid.                  *)
(***************************************************************************)
EXTENDS Digraphs

CONSTANTS Bound,          \* at least the number of nodes
          Units,          \* how many units are 1
          Grid,           \* how many steps of a quotient are 1
          Most,           \* no value is greater in size
          Reduction,      \* by how much the first frame makes values smaller
          Slack,          \* by how much a window may be longer than the diameter
          GreatestZoom,   \* by how much a zoom may enlarge; 1: there is none
          Accuracy        \* 0: the average is exact; a: it is a multiple of 1/a, no more than 1/a away

ASSUME /\ {Bound, Units, Grid, Reduction, GreatestZoom} \subseteq Nat \ {0}
       /\ {Most, Slack, Accuracy} \subseteq Nat
       /\ Units % Reduction = 0

Exact == INSTANCE Fractions

None == -1                \* in the place of a round that is not there yet

Nothing == << >>          \* in the place of an average that is not there yet

Refused == <<0, 0>>       \* and of one that does not exist

MaxOf(a, b) == IF a > b THEN a ELSE b

MinOf(a, b) == IF a < b THEN a ELSE b

Ceiling(a, b) == -((-a) \div b)

Nearest(a, b) == (2 * a + b) \div (2 * b)   \* whole number to a/b

Lowest(a, b) == Exact!Lowest(a, b)          \* terms; a may be negative, b is not

-----------------------------------------------------------------------------
(***************************************************************************)
(* A window is at least as many rounds long as news takes from anywhere to *)
(* anywhere.  It is over in the round in which the next one begins.        *)
(***************************************************************************)
Diameter(g) == CHOOSE k \in 0..N-1 : /\ \A j \in Node : Within(g, j, k) = Node
                                     /\ k > 0 => \E j \in Node : Within(g, j, k - 1) # Node

Spans(g) == MaxOf(1, Diameter(g))..MaxOf(1, Diameter(g)) + Slack

WindowOver(span, k) == k > 0 /\ k % span = 0   \* FTC-41

(***************************************************************************)
(* The quotient of two words on the grid, from below and from above.  A    *)
(* node never parts with its last unit of y, so there is one.  Quotients   *)
(* beyond Reach say nothing: no bracket reaches as far.                    *)
(***************************************************************************)
Size == MaxOf(1, Ceiling(Most, Reduction))   \* of brackets, in the first frame and in all others

Reach == Size + 1

Brought(q) == MaxOf(-Reach * Grid, MinOf(q, Reach * Grid))

Below(x, y) == Brought((x * Grid) \div y)   \* FTC-41

Above(x, y) == Brought(Ceiling(x * Grid, y))   \* FTC-41

Start(v) ==
    LET x == v * (Units \div Reduction)
    IN  [numerator |-> x, denominator |-> Units, least |-> Below(x, Units), greatest |-> Above(x, Units),
         lower |-> -Ceiling(Most * Grid, Reduction), upper |-> Ceiling(Most * Grid, Reduction),
         centre |-> 0, scale |-> 1]

(***************************************************************************)
(* A round: the share that is sent along each of d arcs, and what is kept. *)
(* The least and the greatest are sent as they are.                        *)
(***************************************************************************)
Part(word, d) == word \div (1 + d)   \* FTC-39

Rest(word, d, part) == word - d * part   \* FTC-39

Sent(s, d) == [numerator |-> Part(s.numerator, d), denominator |-> Part(s.denominator, d),
               least |-> s.least, greatest |-> s.greatest]

Kept(s, d, m) == [s EXCEPT !.numerator = Rest(@, d, m.numerator), !.denominator = Rest(@, d, m.denominator)]

Taken(s, m) == [s EXCEPT !.numerator = @ + m.numerator, !.denominator = @ + m.denominator,
                         !.least = MinOf(@, m.least), !.greatest = MaxOf(@, m.greatest)]

RECURSIVE Gathered(_, _, _)
Gathered(s, sent, S) ==           \* sent[i] for every i in S   \* FTC-41
    IF S = {} THEN s
    ELSE LET i == CHOOSE i \in S : TRUE IN Gathered(Taken(s, sent[i]), sent, S \ {i})

(***************************************************************************)
(* The end of a window.  All nodes hold the same least and greatest now,   *)
(* between which all quotients of its first round were, and hence is the   *)
(* average.  The bracket is what this and all windows before allow.        *)
(***************************************************************************)
Tightened(s) == [s EXCEPT !.lower = MaxOf(@, s.least), !.upper = MinOf(@, s.greatest)]   \* FTC-42

(***************************************************************************)
(* The zoom: all change to a frame in which this window is 1 wide at most  *)
(* and its middle is near 0.  That is a linear function of the words, so   *)
(* it conserves.  Words that were in the window are small in that frame,   *)
(* too, which those in the bracket need not be: it may be narrower.        *)
(***************************************************************************)
RECURSIVE Doubled(_, _)
Doubled(width, factor) ==
    IF 2 * factor <= GreatestZoom /\ 2 * factor * width <= Grid THEN Doubled(width, 2 * factor) ELSE factor

Factor(s) == Doubled(s.greatest - s.least, 1)   \* FTC-45

Shift(s) == IF Factor(s) = 1 THEN 0 ELSE Nearest(Factor(s) * (s.least + s.greatest), 2 * Grid)   \* FTC-45

Zoomed(s, factor, shift) ==   \* FTC-45
    [s EXCEPT !.numerator = factor * @ - shift * s.denominator,
              !.lower = factor * @ - shift * Grid, !.upper = factor * @ - shift * Grid,
              !.centre = factor * @ + shift, !.scale = factor * @]

(***************************************************************************)
(* The next window begins with a node's own quotient.                      *)
(***************************************************************************)
Begun(s) == [s EXCEPT !.least = Below(s.numerator, s.denominator), !.greatest = Above(s.numerator, s.denominator)]

-----------------------------------------------------------------------------
(***************************************************************************)
(* The fractions with denominators up to Bound that are in the bracket, in *)
(* lowest terms.  The average is one of them.  So when there is no other   *)
(* one, that is it; and when there is none, something that was assumed is  *)
(* not so.                                                                 *)
(***************************************************************************)
Steps(s) == Grid * s.scale                  \* what these two are counted in:

Low(s) == Reduction * (s.centre * Grid + s.lower)

High(s) == Reduction * (s.centre * Grid + s.upper)

Choices(s) ==
    UNION {{Lowest(a, b) : a \in Ceiling(Low(s) * b, Steps(s))..((High(s) * b) \div Steps(s))} : b \in 1..Bound}

Admits(s, q) == Low(s) * q[2] <= q[1] * Steps(s) /\ q[1] * Steps(s) <= High(s) * q[2]

(***************************************************************************)
(* Where near is enough, a bracket that is 1/Accuracy wide will do: of the *)
(* multiples of 1/Accuracy, one next to its middle.                        *)
(***************************************************************************)
Narrow(s) == Accuracy * (High(s) - Low(s)) <= Steps(s)

Middle(s) == Lowest(Nearest(Accuracy * (Low(s) + High(s)), 2 * Steps(s)), Accuracy)   \* FTC-44

Settles(s) == IF Accuracy > 0 THEN Narrow(s) ELSE Cardinality(Choices(s)) <= 1   \* FTC-43

Verdict(s) == IF s.lower > s.upper THEN Refused
              ELSE IF Accuracy > 0 THEN Middle(s)
              ELSE IF Choices(s) = {} THEN Refused
              ELSE CHOOSE q \in Choices(s) : TRUE

RECURSIVE Total(_, _)
Total(f, k) == IF k < 0 THEN 0 ELSE f[k] + Total(f, k - 1)
=============================================================================
