(* The luck of a prime, as protocol.md has it under Luck: all five points, as divisibility of integers. *)
From mathcomp Require Import all_ssreflect fingroup perm ssralg ssrnum ssrint rat poly polydiv matrix mxalgebra mxpoly zmodp finalg zify.
From Kizami Require Import Digraph Rounds Recurrence Projection SpanningTrees Network FirstNews.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section Luck.
Variable n : nat.
Local Notation Node := 'I_n.+1.
Variable arc : rel Node.

(* point 5: the integer w_lj = (P^d)_jl * prod_(v != j) (1 + d_v), d the distance from l to j; see first_news_is *)
Definition first_news (l j : Node) :=
  (news arc j (dist arc l j) l * \prod_(v | dist arc l j < dist arc v j) (outdegree arc v).+1)%N.

(* d_j = outdegree, tau_j = tau, S = S, n = n.+1 *)
Record lucky_prime (how : ending) (p : nat) : Prop := LuckyPrime {
  luck_shares : forall j, ~~ (p %| (outdegree arc j).+1)%N;              (* 1 *)
  luck_simple : ~~ (p %| S arc)%N;                                       (* 2 *)
  luck_trees  : forall j, ~~ (p %| tau arc j)%N;                         (* 3 *)
  luck_nodes  : ~~ (p %| n.+1)%N;                                        (* 4 *)
  luck_news   : how = Probe -> forall l j, ~~ (p %| first_news l j)%N    (* 5 *) }.

Hypothesis no_loop : forall j, ~~ arc j j.
Hypothesis connected : strongly_connected arc.

Lemma near_all j d : (near arc j d * \prod_(v | d < dist arc v j) (outdegree arc v).+1 = \prod_(v | v != j) (outdegree arc v).+1)%N.
Proof.
rewrite /near [RHS](bigID (fun v => dist arc v j <= d)%N) /=; congr (_ * _)%N; apply: eq_bigl => v.
  by rewrite -(dist_eq0 connected) lt0n.
by rewrite -ltnNge -(dist_eq0 connected); lia.
Qed.

(** The integer is what the spec says it is. *)
Lemma first_news_is l j :
  (P arc [fieldType of rat] ^+ dist arc l j) j l * (\prod_(v | v != j) (outdegree arc v).+1)%:R = (first_news l j)%:R.
Proof.
rewrite -(near_all j (dist arc l j)) natrM mulrA newsE // ?natrM // => v.
by rewrite Num.Theory.pnatr_eq0.
Qed.

Lemma first_news_bounds l j : (0 < first_news l j <= n.+1 ^ n)%N.
Proof.
have /andP[pos le] := news_bounds connected (erefl (dist arc l j)).
rewrite /first_news muln_gt0 pos prodn_gt0 //=.
apply: leq_trans (_ : \prod_(v | v != j) (outdegree arc v).+1 <= _)%N.
  by rewrite -(near_all j (dist arc l j)) leq_mul2r le orbT.
apply: leq_trans (_ : \prod_(v : Node | v != j) n.+1 <= _)%N; first by apply: leq_prod => v _; apply: outdegree_lt.
by rewrite prod_nat_const cardC1 card_ord.
Qed.

Variable how : ending.
Variable p : nat.
Hypothesis p_prime : prime p.

Lemma natr_Fp m : (m%:R == 0 :> 'F_p) = (p %| m)%N.
Proof. by rewrite -(dvdn_charf (char_Fp p_prime)). Qed.

(* what the proofs take from luck *)
Lemma lucky_field : lucky_prime how p -> lucky arc [fieldType of 'F_p].
Proof. by case=> l1 l2 l3 l4 _; split=> [j||j|]; rewrite natr_Fp. Qed.

Lemma lucky_probe : lucky_prime how p -> how = Probe -> forall l j, (P arc [fieldType of 'F_p] ^+ dist arc l j) j l != 0.
Proof.
move=> lk e l j; have := luck_news lk e l j; apply: contra => /eqP z.
have := newsE connected (lucky_out (lucky_field lk)) (erefl (dist arc l j)).
by rewrite z mul0r => /esym/eqP; rewrite natr_Fp => h; rewrite dvdn_mulr.
Qed.

(** Every prime above n^n is lucky, for both endings. *)
Lemma large_primes : (n.+1 ^ n.+1 < p)%N -> lucky_prime how p.
Proof.
move=> lt; have [h1 h2 h3 h4] := large_primes_are_lucky no_loop connected p_prime lt.
split=> [j||j||_ l j]; rewrite -?natr_Fp //; rewrite natr_Fp.
have /andP[pos le] := first_news_bounds l j; apply/negP => /(dvdn_leq pos).
by rewrite leqNgt (leq_ltn_trans le) // (leq_ltn_trans _ lt) // leq_pexp2l.
Qed.
End Luck.
