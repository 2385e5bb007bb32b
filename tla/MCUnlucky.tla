----------------------------- MODULE MCUnlucky ------------------------------
(***************************************************************************)
(* What a prime does that is not lucky, with the bound ending.  It decides *)
(* by two integers which of its nodes can be wrong: by their number of     *)
(* arborescences, and by the weighted sum of these numbers.                *)
(***************************************************************************)
EXTENDS MCRoundCoordination

(***************************************************************************)
(* The spanning arborescences towards j: every other node picks one of its *)
(* out-arcs, and following the picks leads from everywhere to j.  They are *)
(* counted by trying every choice, as integers.                            *)
(***************************************************************************)
RECURSIVE Follow(_, _, _, _)
Follow(pick, j, i, k) == IF k = 0 \/ i = j THEN i ELSE Follow(pick, j, pick[i], k - 1)

Arborescences(g, j) ==
    Cardinality({pick \in [Node \ {j} -> Node] :
                    \A i \in Node \ {j} : /\ <<i, pick[i]>> \in g
                                          /\ Follow(pick, j, i, N - 1) = j})

RECURSIVE Weighted(_, _)
Weighted(g, j) == IF j < 0 THEN 0
                  ELSE Arborescences(g, j) * (1 + OutDegree(g, j)) + Weighted(g, j - 1)

Divides(m) == m % Prime = 0

(***************************************************************************)
(* How many of the two the prime divides: a node's own number, and the sum *)
(* S.  TLC writes the table down once.                                     *)
(***************************************************************************)
Divided == TLCEval([g \in InitialDigraphs |->
               LET sum == Weighted(g, N - 1)
               IN  TLCEval([j \in Node |-> (IF Divides(Arborescences(g, j)) THEN 1 ELSE 0)
                                           + (IF Divides(sum) THEN 1 ELSE 0)])])

(***************************************************************************)
(* With a prime above N a node is right if it divides neither, refuses if  *)
(* it divides one, and errs only if it divides both.                       *)
(***************************************************************************)
ASSUME Ending = "bound" /\ Prime > N

RightWhenNone ==
    \A j \in Node : decided[j] # None /\ Divided[digraph][j] = 0 => average[j] = TrueAverage

RefusesWhenOne ==
    \A j \in Node : decided[j] # None /\ Divided[digraph][j] = 1 => average[j] = Refused

ErrsOnlyWhenBoth ==
    \A j \in Node : average[j] \notin {None, Refused, TrueAverage} => Divided[digraph][j] = 2

-----------------------------------------------------------------------------
(***************************************************************************)
(* What must be reached: a right average when it divides neither; a        *)
(* refusal; and when it divides both, all of an error (NeverWrong), a      *)
(* refusal and a right average.                                            *)
(***************************************************************************)
NoneNeverRight ==
    \A j \in Node : Divided[digraph][j] = 0 => average[j] # TrueAverage

NeverRefuses == \A j \in Node : average[j] # Refused

BothNeverRefuses ==
    \A j \in Node : Divided[digraph][j] = 2 => average[j] # Refused

BothNeverRight ==
    \A j \in Node : Divided[digraph][j] = 2 => average[j] # TrueAverage

(***************************************************************************)
(* The mistakes: to look at a node's own number and not at the sum; and to *)
(* take a number that the prime does not divide for one that it does.      *)
(***************************************************************************)
OwnNumber == TLCEval([g \in InitialDigraphs |->                \* for Divided
                 TLCEval([j \in Node |-> IF Divides(Arborescences(g, j)) THEN 1 ELSE 0])])

Turned == TLCEval([g \in InitialDigraphs |->                   \* for Divided
              TLCEval([j \in Node |-> IF Divides(Arborescences(g, j)) THEN 0 ELSE 1])])
=============================================================================
