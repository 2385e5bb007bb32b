--------------------------- MODULE BracketEnding ----------------------------
(***************************************************************************)
(* When a node that holds a bracket decides, and what.  Both are functions *)
(* of the round and of what all nodes hold in common, so all decide in the *)
(* same round, and the same.                                               *)
(*                                                                         *)
(* Nobody can promise that a bracket ever settles.  So there is a window,  *)
(* the last one that is over by a round that all have agreed on, at whose  *)
(* end whoever cannot decide refuses.  Or the bound ending runs beside the *)
(* bracket, in the same messages, and decides in its round if the bracket  *)
(* has not: the race.                                                      *)
(***************************************************************************)
EXTENDS Bracket, PrimeField  \* with the race, Prime is that of the bound ending

CONSTANTS Rule,              \* "bracket" or "race"
          LastRound          \* with the bracket alone; at least as long as a window

ByField == INSTANCE BoundEnding WITH Ending <- "bound"

End(span) == IF Rule = "race" THEN ByField!DecisionRound ELSE LastRound - (LastRound % span)

(***************************************************************************)
(* A node that holds s in round k.                                         *)
(***************************************************************************)
ByBracket(span, k, s) == WindowOver(span, k) /\ Settles(s)

Ends(span, k, s) == ByBracket(span, k, s) \/ k = End(span)

(***************************************************************************)
(* What the bound ending decides is not believed if the bracket excludes   *)
(* it: then something that was assumed is not so.                          *)
(***************************************************************************)
OfBound(s, q) == IF q # << >> /\ Admits(s, q) THEN q ELSE Refused   \* FTC-46

Answer(span, k, s, g, start, j) ==
    IF ByBracket(span, k, s) THEN Verdict(s)
    ELSE IF Rule = "race" THEN OfBound(s, ByField!BoundVerdict(g, start, j))
    ELSE Refused

-----------------------------------------------------------------------------
(***************************************************************************)
(* The end of a window, with which round k begins.  Where the bracket is   *)
(* the last one there is no zoom.                                          *)
(***************************************************************************)
StaysOpen(span, k, s) == ~Settles(s) /\ (Rule = "race" \/ k < End(span))

Closed(span, k, s) ==
    LET now == Tightened(s)
    IN  Begun(IF StaysOpen(span, k, now) THEN Zoomed(now, Factor(now), Shift(now)) ELSE now)

(***************************************************************************)
(* All of a round: j has held s and sends sent[j] along each of d arcs,    *)
(* and hears those in S.                                                   *)
(***************************************************************************)
Stepped(span, k, s, d, sent, j, S) ==
    LET now == Gathered(Kept(s, d, sent[j]), sent, S)
    IN  IF WindowOver(span, k) THEN Closed(span, k, now) ELSE now
=============================================================================
