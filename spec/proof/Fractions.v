(* FTC-18 and FTC-19: from a residue to the fraction that it stands for. *)
From mathcomp Require Import all_ssreflect fingroup perm ssralg ssrnum ssrint rat poly polydiv matrix mxalgebra mxpoly zmodp finalg intdiv zify.
From Kizami Require Import Luck.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** FTC-18: at most one fraction fits. *)
Theorem reconstruct_unique (p C A u a b a' b' : int) :
  0 < C -> 2%:R * C * A < p -> 1 <= b <= C -> 1 <= b' <= C -> `|a| <= A -> `|a'| <= A ->
  (p %| a - b * u)%Z -> (p %| a' - b' * u)%Z -> a * b' = a' * b.
Proof.
move=> C0 lt /andP[b1 bC] /andP[b1' bC'] aA aA' h h'.
have b0 : 0 <= b by apply: le_trans b1. have b0' : 0 <= b' by apply: le_trans b1'.
have A0 : 0 <= A by apply: le_trans aA.
have : (p %| a * b' - a' * b)%Z.
  have -> : a * b' - a' * b = (a - b * u) * b' - (a' - b' * u) * b.
    rewrite !mulrBl opprB; have -> : b' * u * b = b * u * b' by rewrite -mulrA mulrC [u * b]mulrC.
    by rewrite addrA subrK.
  by case/dvdzP: h => k ->; case/dvdzP: h' => k' ->; apply/dvdzP; exists (k * b' - k' * b);
    rewrite mulrBl; congr (_ - _); rewrite -!mulrA; congr (_ * _); rewrite mulrC.
case/dvdzP => q e; apply/eqP; rewrite -subr_eq0 e mulf_eq0; apply/orP; left.
case: eqVneq => // q0; have p0 : 0 < p by apply: le_lt_trans lt; rewrite !mulr_ge0 // ltW.
have : p <= `|a * b' - a' * b|.
  by rewrite e normrM (gtr0_norm p0) ler_pmull // -gtz0_ge1 normr_gt0.
rewrite leNgt; case/negP; apply: le_lt_trans lt; apply: le_trans (ler_norm_sub _ _) _.
rewrite !normrM (ger0_norm b0) (ger0_norm b0') mulr2n mulrDl mul1r [X in _ <= X]mulrDl [C * A]mulrC.
by apply: ler_add; apply: ler_pmul.
Qed.


Section Fractions.
Variables (p C : nat).
Hypothesis p_prime : prime p.
Hypothesis C_gt0 : (0 < C)%N.

(* FTC-18: A of the capacity C *)
Definition numerator_max : nat := (p.-1 %/ (2 * C))%N.

(* Recurrence!Reconstruct: a/b in lowest terms, within the capacity, stands for u *)
Definition reconstructs (u : 'F_p) (a b : int) :=
  [/\ 1 <= b <= C%:Z, `|a| <= numerator_max%:Z, coprimez a b & a%:~R = b%:~R * u].

(* FTC-18, FTC-20: what a node answers at last, where its average is a residue u or refused. It refuses, None, also where
   nothing reconstructs. *)
Definition answers (average : option 'F_p) (answer : option (int * int)) : Prop :=
  match average, answer with
  | Some u, Some (a, b) => reconstructs u a b
  | Some u, None => forall a b, ~ reconstructs u a b
  | None, _ => answer = None
  end.

Lemma intr_Fp (m : int) : (m%:~R == 0 :> 'F_p) = (p %| m)%Z.
Proof.
rewrite dvdzE /= -(natr_Fp p_prime) -[in LHS](mulz_sign_abs m) rmorphM /= rmorphX /=.
by rewrite mulf_eq0 expf_eq0 oppr_eq0 oner_eq0 andbF.
Qed.

Lemma max_fits : (2 * C * numerator_max < p)%N.
Proof. by rewrite -(prednK (prime_gt0 p_prime)) ltnS mulnC; apply: leq_trunc_div. Qed.

(** At most one fraction in lowest terms fits. *)
Lemma reconstructs_one u a b a' b' : reconstructs u a b -> reconstructs u a' b' -> a = a' /\ b = b'.
Proof.
case=> hb ha co e [hb' ha' co' e'].
have dv x y : x%:~R = y%:~R * u -> (p %| x - y * (val u)%:Z)%Z.
  by move=> h; rewrite -intr_Fp rmorphB rmorphM /= h -{1}[u]natr_Zp subrr.
have eq : a * b' = a' * b.
  apply: (@reconstruct_unique p C numerator_max (val u)) => //; [|exact: dv|exact: dv].
  by have := max_fits; rewrite -mulrA -!PoszM; lia.
have b0 : 0 < b by case/andP: hb => h _; apply: lt_le_trans h.
have b0' : 0 < b' by case/andP: hb' => h _; apply: lt_le_trans h.
have d1 : (b %| b')%Z by rewrite -(@Gauss_dvdzr _ a) ?eq ?dvdz_mull // coprimez_sym.
have d2 : (b' %| b)%Z by rewrite -(@Gauss_dvdzr _ a') -?eq ?dvdz_mull // coprimez_sym.
have eb : b = b'.
  rewrite -(gtz0_abs b0) -(gtz0_abs b0'); congr Posz; apply/eqP.
  by rewrite eqn_dvd; move: d1 d2; rewrite !dvdzE => -> ->.
by split=> //; apply: (@mulIf _ b'); rewrite ?gt_eqF // eq eb.
Qed.

Lemma sum_bound n V (value : 'I_n -> int) : (forall l, `|value l| <= V%:Z) -> `|\sum_l value l| <= (n * V)%N%:Z.
Proof.
move=> h; apply: le_trans (ler_norm_sum _ _ _) _.
apply: le_trans (_ : \sum_(l < n) V%:Z <= _); first by apply: ler_sum => l _; apply: h.
by rewrite sumr_const card_ord -mulr_natl PoszM natz.
Qed.

(* a/b is s/m in lowest terms *)
Definition lowest (a b s : int) (m : nat) := [/\ 1 <= b, coprimez a b & a%:~R / b%:~R = s%:~R / m%:R :> rat].

Lemma lowest_exists s n : exists a b, lowest a b s n.+1.
Proof.
pose q : rat := s%:~R / n.+1%:R; exists (numq q), (denq q).
split; [by rewrite -gtz0_ge1 denq_gt0|by rewrite /coprimez -[gcdz _ _]/(gcdn _ _)%:Z (eqP (coprime_num_den q))|by rewrite divq_num_den].
Qed.

(** The average of values in range reconstructs, and to nothing else. *)
Lemma average_reconstructs n V (value : 'I_n.+1 -> int) a b :
    (n.+1 <= C)%N -> (2 * C * (C * V) < p)%N -> (forall l, `|value l| <= V%:Z) -> n.+1%:R != 0 :> 'F_p ->
  reconstructs ((\sum_l value l)%:~R / n.+1%:R) a b <->
  [/\ 1 <= b, coprimez a b & a%:~R / b%:~R = (\sum_l value l)%:~R / n.+1%:R :> rat].
Proof.
move=> nC lt h n0; set s := \sum_l value l; have hs : `|s| <= (n.+1 * V)%N%:Z := sum_bound h.
have nq : n.+1%:R != 0 :> rat by rewrite pnatr_eq0.
have fit x y : lowest x y s n.+1 -> reconstructs (s%:~R / n.+1%:R) x y.
  case=> y1 co e; have y0 : y != 0 by rewrite gt_eqF // (lt_le_trans _ y1).
  have yq : y%:~R != 0 :> rat by rewrite intr_eq0.
  have exn : x * n.+1%:Z = s * y.
    apply/eqP; rewrite -(eqr_int [numDomainType of rat]) !rmorphM /=; apply/eqP.
    have -> : x%:~R = x%:~R / y%:~R * y%:~R :> rat by rewrite mulfVK.
    by rewrite e mulrAC -[n.+1%:Z%:~R]/(n.+1%:R) mulfVK.
  have dy : (y %| n.+1%:Z)%Z by rewrite -(@Gauss_dvdzr _ x) ?exn ?dvdz_mull // coprimez_sym.
  have yn : y <= n.+1%:Z.
    by rewrite -(gtz0_abs (lt_le_trans _ y1)) // lez_nat; apply: dvdn_leq.
  have [k ek] := dvdzP dy; have k0 : 1 <= k.
    by rewrite -gtz0_ge1 -(pmulr_lgt0 _ (lt_le_trans (@ltr01 _) y1)) -ek.
  have es : s = x * k by apply: (mulIf y0); rewrite -exn ek mulrA.
  split=> //.
  - by rewrite y1 (le_trans yn) // lez_nat.
  - apply: le_trans (_ : `|s| <= _).
      by rewrite es normrM ler_pemulr // (ger0_norm (le_trans _ k0)).
    apply: le_trans hs _; rewrite lez_nat leq_divRL ?muln_gt0 ?C_gt0 //.
    rewrite -ltnS prednK ?prime_gt0 // (leq_ltn_trans _ lt) // mulnC leq_mul2l; apply/orP; right.
    by rewrite leq_mul2r nC orbT.
  - apply: (mulIf n0); rewrite mulrA mulfVK // -[n.+1%:R]/(n.+1%:Z%:~R) -!rmorphM /=.
    by rewrite exn mulrC.
split=> [r|]; last exact: fit.
have [x [y low]] := lowest_exists s n.
by have [-> ->] := reconstructs_one r (fit _ _ low).
Qed.
End Fractions.
