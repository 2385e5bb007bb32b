(* What 2^61 - 1, the prime of the kit, gives by its size: [protocol.md, Luck and Unlucky primes], FTC-20. *)
From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect fingroup perm ssralg ssrnum ssrint rat poly polydiv matrix mxalgebra mxpoly zmodp finalg zify.
From Kizami Require Import Digraph Rounds Recurrence Projection SpanningTrees Network FirstNews Endings Luck Unlucky Prime61.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

(* Powers that are too large for numbers in unary. *)
Lemma below_P61 a m : Z.ltb (Z.pow (Z.of_nat a) (Z.of_nat m)) P61 -> (a ^ m < 2 ^ 61 - 1)%N.
Proof. by move=> /Z.ltb_lt h; apply/ltP/Nat2Z.inj_lt; rewrite of_nat_exp of_nat_61. Qed.

Lemma power_le a b k l : (0 < b)%N -> (a <= b)%N -> (k <= l)%N -> (a ^ k <= b ^ l)%N.
Proof.
move=> b0 le le'; apply: leq_trans (leq_pexp2l b0 le').
by case: k le' => [|k] _; rewrite ?expn0 // leq_exp2r.
Qed.

Lemma up_to_15 n : (n <= 15)%N -> (n ^ n < 2 ^ 61 - 1)%N.
Proof.
move=> le; apply: (@leq_ltn_trans (15 ^ 15)); last by apply: below_P61; vm_compute.
exact: power_le.
Qed.

Lemma up_to_16 n : (n.+1 <= 16)%N -> (n.+1 ^ n.-1 < 2 ^ 61 - 1)%N.
Proof.
move=> le; apply: (@leq_ltn_trans (16 ^ 14)); last by apply: below_P61; vm_compute.
by apply: power_le => //; case: n le.
Qed.

Lemma small_P61 n : (n <= 16)%N -> (n < 2 ^ 61 - 1)%N.
Proof. by move=> le; apply: (@leq_ltn_trans (16 ^ 1) _ _ le); apply: below_P61; vm_compute. Qed.

Section Luck61.
Variables (n : nat) (arc : rel 'I_n.+1).                          (* n.+1 nodes *)
Hypothesis no_loop : forall j, ~~ arc j j.
Hypothesis connected : strongly_connected arc.

(* Luck: 2^61 - 1 is lucky, for both endings, for every digraph with n <= 15, for 15^15 < 2^61 - 1. *)
Theorem luck_up_to_15 how : (n.+1 <= 15)%N -> lucky_prime arc how (2 ^ 61 - 1).
Proof. by move=> /up_to_15; have := FTC_2; move: (2 ^ 61 - 1)%N => p pp lt; apply: large_primes. Qed.

(* FTC-20: with 2^61 - 1, n <= 16 and the bound ending no node errs; it refuses exactly if 2^61 - 1 divides S. *)
Theorem FTC_20_up_to_16 N k j (x seed : 'cV['F_(2 ^ 61 - 1)]_n.+1) : (n.+1 <= 16)%N -> (n.+1 <= N)%N -> (2 * N - 2 <= k)%N ->
  average (coordination arc (Bound N) x seed k j) = Some (if (2 ^ 61 - 1 %| S arc)%N then None else Some (true_average x)).
Proof.
move=> le; have := FTC_2; have := up_to_16 le; have := small_P61 le; move: le x seed => _.
move: (2 ^ 61 - 1)%N => p x seed lt lt' pp leN lek; exact: FTC_20_none_errs.
Qed.
End Luck61.
