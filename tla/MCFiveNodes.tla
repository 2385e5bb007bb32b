---------------------------- MODULE MCFiveNodes -----------------------------
(***************************************************************************)
(* Starts on 5 nodes: one digraph of each of the 5,048 shapes.  46337 is   *)
(* lucky for them all, because 5^5 is smaller.                             *)
(***************************************************************************)
EXTENDS RoundCoordination, FiveNodes

(***************************************************************************)
(* Two of the shapes, to begin with.                                       *)
(***************************************************************************)
FirstAndLast == {Decoded(Codes[1]), Decoded(Codes[Len(Codes)])}

(***************************************************************************)
(* With the bound ending the recurrences depend on the values; one start   *)
(* is a unit, which loses rank, the other is not special in any way.  With *)
(* the probe ending they do not, and averages are linear in the values:    *)
(* one unit shows what each node does with one node's value.               *)
(***************************************************************************)
OneUnit == {Unit(0)}

UnitAndOrdinary == {Unit(0), [j \in Node |-> <<3, -141, 59, 26, -535>>[j + 1]]}

NoProbes == {}

(***************************************************************************)
(* This probe is lucky for each of the shapes, so none is left out: TLC    *)
(* starts from 5,048 states.                                               *)
(***************************************************************************)
DrawnProbe == {[j \in Node |-> <<31337, 14142, 27182, 16180, 31415>>[j + 1]]}
=============================================================================

What TLC counted (TLC 1.7.3; kizami check compares these figures).

  model     N  ending  digraphs  starts             distinct  generated  depth
  MCBound5  5  bound       5048  a unit, one other    111056     121152     11
  MCProbe5  5  probe       5048  a unit, 1 probe       91959      97007     23
