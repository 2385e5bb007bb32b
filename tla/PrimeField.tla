----------------------------- MODULE PrimeField -----------------------------
(***************************************************************************)
(* The field of the residues modulo a prime.  TLC computes with 32-bit     *)
(* integers and stops when a result does not fit, so the prime is at most  *)
(* 46337, the largest whose products stay below 2^31, and every product is *)
(* reduced before it is added to anything.                                 *)
(***************************************************************************)
EXTENDS Integers, Sequences

CONSTANT Prime            \* the modulus

ASSUME /\ Prime \in 2..46337
       /\ \A d \in 2..215 : d < Prime => Prime % d # 0     \* 215^2 < 46337 < 216^2

GF == 0..Prime-1

Add(a, b) == (a + b) % Prime

Sub(a, b) == (a - b) % Prime

Mul(a, b) == (a * b) % Prime

(***************************************************************************)
(* Prime = q a + r gives 1/a = -q/r, and r is smaller than a.  SubSeq has  *)
(* TLC write the table down, once.                                         *)
(***************************************************************************)
Inverses ==
    LET inverse[a \in 1..Prime-1] ==
            IF a = 1 THEN 1 ELSE Mul(Prime - Prime \div a, inverse[Prime % a])
    IN  SubSeq(inverse, 1, Prime - 1)

ASSUME \A a \in 1..Prime-1 : Mul(a, Inverses[a]) = 1

Div(a, b) == Mul(a, Inverses[b])   \* FTC-2

(***************************************************************************)
(* The sum f[0] + ... + f[k], and the sum of the products of the first k   *)
(* terms of two sequences.                                                 *)
(***************************************************************************)
RECURSIVE Sum(_, _)
Sum(f, k) == IF k < 0 THEN 0 ELSE Add(f[k], Sum(f, k - 1))

RECURSIVE Dot(_, _, _)
Dot(a, b, k) == IF k = 0 THEN 0
                ELSE Add(Mul(a[k], b[k]), Dot(a, b, k - 1))

(***************************************************************************)
(* The integer of least size that a residue stands for.                    *)
(***************************************************************************)
Signed(a) == IF 2 * a > Prime THEN a - Prime ELSE a
=============================================================================
