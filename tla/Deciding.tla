------------------------------ MODULE Deciding ------------------------------
(***************************************************************************)
(* When a node knows enough, and what it then knows.  Everything here is a *)
(* function of what one node has seen: its observations x, y and r of its  *)
(* numerator, denominator and probe after k rounds.                        *)
(*                                                                         *)
(* A node knows in one of two ways that it has enough observations:        *)
(*   bound   a bound on the number of nodes is known;                      *)
(*   probe   nothing is known: a third word that starts at random shows    *)
(*           the recurrence, and a node falls silent when it can tell that *)
(*           all the others have decided.                                  *)
(***************************************************************************)
EXTENDS Recurrence

CONSTANTS Ending,            \* "bound" or "probe"
          Bound              \* with the bound ending: at least the number of nodes

ASSUME Ending \in {"bound", "probe"}

None == -1                   \* in the place of what is not there yet

(***************************************************************************)
(* With the bound ending all decide after the same round: that many        *)
(* differences determine every recurrence of an order below Bound.  With   *)
(* the probe ending a node decides when the shortest recurrence of its     *)
(* probe has foretold one difference more than it was made from.           *)
(***************************************************************************)
DecisionRound == 2 * Bound - 2   \* FTC-11

Settled(u) == Len(u) > 2 * Order(Shortest(u))   \* FTC-12

Enough(k, r) == IF Ending = "bound" THEN k = DecisionRound ELSE Settled(Differences(r))

(***************************************************************************)
(* The recurrences by which a node decides, of its numerator and of its    *)
(* denominator.  A probe's recurrence holds for every word.                *)
(***************************************************************************)
Found(x, y, r) ==
    IF Ending = "bound" THEN <<Shortest(Differences(x)), Shortest(Differences(y))>>
    ELSE LET beta == Shortest(Differences(r)) IN <<beta, beta>>

Decision(x, y, r) ==   \* FTC-10
    LET found == Found(x, y, r)
    IN  [order   |-> Max({Order(found[1]), Order(found[2])}),
         average |-> Ratio(Projection(x, found[1]), Projection(y, found[2]))]
=============================================================================
