----------------------------- MODULE Recurrence -----------------------------
(***************************************************************************)
(* Linear recurrences over GF(Prime), and what a node reads from one.      *)
(* TLCEval(e) is e; it has TLC evaluate a function once and for all.       *)
(*                                                                         *)
(* A recurrence of order L is a sequence beta of L+1 coefficients, the     *)
(* last of them 1.  It holds for a sequence u when, for every t,           *)
(*         beta[1] u[t] + beta[2] u[t+1] + ... + beta[L+1] u[t+L] = 0.     *)
(***************************************************************************)
EXTENDS PrimeField, TLC

Refused == -2             \* in the place of a result that does not exist (FTC-20)

Order(beta) == Len(beta) - 1

Last(s) == s[Len(s)]

Max(S) == CHOOSE m \in S : \A k \in S : k <= m

Differences(s) == TLCEval([i \in 1..Len(s)-1 |-> Sub(s[i + 1], s[i])])

(***************************************************************************)
(* The shortest recurrence of u, after Massey (1969): take in one term at  *)
(* a time; where the present recurrence misses a term by some gap, mend it *)
(* with the one that was left behind when the order last grew.             *)
(*   now, order   the present recurrence, coefficients descending          *)
(*   old, heal    the one left behind, and the inverse of its gap          *)
(*   age          how many terms ago that was                              *)
(***************************************************************************)
At(c, i) == IF i \in 1..Len(c) THEN c[i] ELSE 0

Mended(now, factor, old, age) ==
    [i \in 1..(IF Len(now) > Len(old) + age THEN Len(now) ELSE Len(old) + age) |->
        Sub(At(now, i), Mul(factor, At(old, i - age)))]

TakeIn(s, u, t) ==
    LET gap  == Dot(s.now, [i \in 1..Len(s.now) |-> u[t + 1 - i]], Len(s.now))
        mend == TLCEval(Mended(s.now, Mul(gap, s.heal), s.old, s.age))
    IN  IF gap = 0 THEN [s EXCEPT !.age = @ + 1]
        ELSE IF 2 * s.order >= t THEN [s EXCEPT !.age = @ + 1, !.now = mend]
        ELSE [now |-> mend, order |-> t - s.order,
              old |-> s.now, heal |-> Inverses[gap], age |-> 1]

RECURSIVE Massey(_, _)
Massey(u, t) ==
    IF t = 0 THEN [now |-> <<1>>, order |-> 0, old |-> <<1>>, heal |-> 1, age |-> 1]
    ELSE TakeIn(Massey(u, t - 1), u, t)

Shortest(u) ==   \* FTC-8
    LET s == Massey(u, Len(u))
    IN  TLCEval([i \in 1..s.order+1 |-> At(s.now, s.order + 2 - i)])

(***************************************************************************)
(* The projection of the sequence s: the part of it that belongs to the    *)
(* eigenvalue 1, which is where s would tend to over the real numbers.     *)
(* beta is a recurrence of the differences of s.                           *)
(***************************************************************************)
Projection(s, beta) ==   \* FTC-9
    LET total == Dot(beta, [i \in 1..Len(beta) |-> 1], Len(beta))
    IN  IF total = 0 THEN Refused ELSE Div(Dot(beta, s, Len(beta)), total)

(***************************************************************************)
(* The average is the ratio of two projections.                            *)
(***************************************************************************)
Ratio(a, b) == IF a = Refused \/ b \in {Refused, 0} THEN Refused ELSE Div(a, b)

(***************************************************************************)
(* The fraction <<a, b>> in lowest terms that the residue u stands for: at *)
(* most capacity below the line, and a size above the line that leaves no  *)
(* second one; << >> when there is none.                                   *)
(***************************************************************************)
Reconstruct(u, capacity) ==   \* FTC-18
    LET Above(b) == Signed(Mul(b % Prime, u))
        limit    == (Prime - 1) \div (2 * capacity)
        fits     == {b \in 1..capacity : Above(b) \in -limit..limit}
        least    == CHOOSE b \in fits : \A c \in fits : b <= c
    IN  IF fits = {} THEN << >> ELSE <<Above(least), least>>

(***************************************************************************)
(* The first column that depends on those before it, as coefficients of    *)
(* the columns up to it, its own last and 1; << >> when there is none.     *)
(* Every column is carried with the combination that made it what it is.   *)
(***************************************************************************)
RECURSIVE Reduced(_, _)
Reduced(column, basis) ==
    IF basis = << >> THEN column
    ELSE LET factor == column[Head(basis).pivot]
         IN  Reduced(TLCEval([i \in 1..Len(column) |->
                                 Sub(column[i], Mul(factor, Head(basis).column[i]))]),
                     Tail(basis))

RECURSIVE Eliminate(_, _, _)
Eliminate(columns, k, basis) ==
    LET height == Len(columns[1])
        mark   == [i \in 1..Len(columns) |-> IF i = k THEN 1 ELSE 0]
        column == TLCEval(Reduced(columns[k] \o mark, basis))
        pivot  == CHOOSE i \in 1..height : column[i] # 0 /\ \A m \in 1..i-1 : column[m] = 0
        scale  == Inverses[column[pivot]]
    IN  CASE k > Len(columns)                      -> << >>
          [] \A i \in 1..height : column[i] = 0    -> SubSeq(column, height + 1, height + k)
          [] OTHER -> Eliminate(columns, k + 1, Append(basis,
                        [pivot  |-> pivot,
                         column |-> [i \in 1..Len(column) |-> Mul(scale, column[i])]]))

FirstDependence(columns) == LET fixed == TLCEval(columns) IN Eliminate(fixed, 1, << >>)

(***************************************************************************)
(* The columns of the k-by-k Hankel matrix of u.                           *)
(***************************************************************************)
Hankel(u, k) == [i \in 1..k |-> [t \in 1..k |-> u[t + i - 1]]]

Singular(u, k) == FirstDependence(Hankel(u, k)) # << >>
=============================================================================
