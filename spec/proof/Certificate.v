(** Certified steps (spec/certified.md): any proposal whatever, curvature measured along the step, averages known up to a radius.
    A step that the common numbers allow lowers the mean loss. Exact arithmetic; losses on rows of d coordinates. *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat matrix zmodp.
From mathcomp Require Import ring.
From Kizami Require Import InnerProduct.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Certificate.
Variables (R : rcfType) (d : nat).
Local Notation vec := 'rV[R]_d.

(** ** What is stated *)

Variables (Node : finType) (f : Node -> vec -> R) (g : Node -> vec -> vec).   (* losses and their gradients *)
Variable m : nat.                                                             (* gradients along a step *)
Variable c1 : R.

Definition mean (w : Node -> R) : R := (\sum_j w j) / #|Node|%:R.
Definition mean_loss x : R := mean (fun j => f j x).
Definition mean_gradient x : vec := #|Node|%:R^-1 *: \sum_j g j x.

(* the mean is convex, as gradients say it; single losses need not be *)
Definition convex_mean := forall a b, mean_loss a - mean_loss b <= dot (mean_gradient a) (a - b).

(* the i-th point of m along the step, and the curvature that a node measures: FTC-50 *)
Definition point (x s : vec) (i : nat) : vec := x + (i%:R / m%:R) *: s.
Definition curvature (G : vec -> vec) x s : R := 2%:R / (m%:R * sq s) * \sum_(i < m) dot (G (point x s i.+1) - G x) s.

(* what all hold: c within r of the mean gradient at x, and H not below the mean curvature along s: FTC-49 *)
Definition holds (c : vec) (r : 'I_d -> R) (H : R) x s :=
  (forall i, `|mean_gradient x 0 i - c 0 i| <= r i) /\ mean (fun j => curvature (g j) x s) <= H.

(* what all ask: FTC-51 *)
Definition accepted (c : vec) (r : 'I_d -> R) (H : R) (s : vec) :=
  dot c s + \sum_i r i * `|s 0 i| + H * sq s / 2%:R <= - (c1 * `|dot c s|).

(** ** Proofs *)

Hypothesis m_gt0 : (0 < m)%N.
Lemma m_neq0 : m%:R != 0 :> R. Proof. by rewrite pnatr_eq0 -lt0n. Qed.
Lemma two_neq0 : 2%:R != 0 :> R. Proof. by rewrite pnatr_eq0. Qed.

Lemma point0 x s : point x s 0 = x. Proof. by rewrite /point mul0r scale0r addr0. Qed.
Lemma point_m x s : point x s m = x + s. Proof. by rewrite /point divff ?m_neq0 // scale1r. Qed.
Lemma pointS x s i : point x s i.+1 - point x s i = m%:R^-1 *: s.
Proof. by rewrite /point opprD addrACA subrr add0r -scalerBl -mulrBl mulrSr addrAC subrr add0r mul1r. Qed.

Lemma dot0r (v : vec) : dot v 0 = 0. Proof. by rewrite dotC dot0l. Qed.
Lemma dot_suml (I : finType) (F : I -> vec) w : dot (\sum_i F i) w = \sum_i dot (F i) w.
Proof. by rewrite dotC dot_sumr; apply: eq_bigr => i _; rewrite dotC. Qed.

(* no integral is needed: the m slopes bound the change *)
Lemma change_le_slopes x s : convex_mean ->
  mean_loss (x + s) - mean_loss x <= (\sum_(i < m) dot (mean_gradient (point x s i.+1)) s) / m%:R.
Proof.
move=> cv; rewrite -{1}(point_m x s) -{2}(point0 x s) -(telescope_sumr (fun i => mean_loss (point x s i)) (leq0n m)).
rewrite big_mkord mulr_suml; apply: ler_sum => i _.
by apply: le_trans (cv _ _) _; rewrite pointS dotZr mulrC.
Qed.

Lemma slopes_curvature G x s : (\sum_(i < m) dot (G (point x s i.+1)) s) / m%:R = dot (G x) s + curvature G x s * sq s / 2%:R.
Proof.
have [->|s0] := eqVneq s 0.
  by rewrite /sq !dot0r mulr0 mul0r addr0 big1 ?mul0r // => i _; rewrite dot0r.
have nz : sq s != 0 by rewrite sq_eq0.
rewrite /curvature; under [in RHS]eq_bigr do rewrite dotBl.
rewrite sumrB sumr_const card_ord -mulr_natl; move: (\sum_(i < m) _) => S.
by field; rewrite ?m_neq0 ?nz ?two_neq0.
Qed.

Lemma mean_curvature x s : mean (fun j => curvature (g j) x s) = curvature mean_gradient x s.
Proof.
rewrite /mean /curvature -mulr_sumr -mulrA; congr (_ * _).
rewrite exchange_big mulr_suml /=; apply: eq_bigr => i _.
by rewrite /mean_gradient -scalerBr -sumrB dotZl dot_suml mulrC.
Qed.

Lemma dot_le_radius (u v w : vec) (r : 'I_d -> R) : (forall i, `|u 0 i - v 0 i| <= r i) ->
  dot u w <= dot v w + \sum_i r i * `|w 0 i|.
Proof.
move=> h; rewrite -ler_subl_addl -dotBl; apply: ler_sum => i _; rewrite !mxE.
by apply: le_trans (ler_norm _) _; rewrite normrM; apply: ler_wpmul2r.
Qed.

(** FTC-51: every accepted step lowers the mean loss, whatever proposed it. *)
Theorem FTC_51 c r H x s : convex_mean -> holds c r H x s -> accepted c r H s ->
  mean_loss (x + s) <= mean_loss x - c1 * `|dot c s|.
Proof.
move=> cv [hg hk] acc; have := change_le_slopes x s cv; rewrite slopes_curvature -mean_curvature => fall.
rewrite -ler_subl_addl; apply: le_trans fall _; apply: le_trans acc; apply: ler_add.
  exact: dot_le_radius.
by rewrite -[X in X <= _]mulrA -[X in _ <= X]mulrA; apply: ler_wpmul2r => //; rewrite divr_ge0 ?sq_ge0 ?ler0n.
Qed.

(** FTC-50: gradients that are Lipschitz along steps bound the curvature that is measured. *)
Definition lipschitz_along (G : vec -> vec) (L : R) := forall x s t, 0 <= t -> dot (G (x + t *: s) - G x) s <= L * t * sq s.

Lemma sum_points : \sum_(i < m) (i.+1%:R / m%:R) = (m%:R + 1) / 2%:R :> R.
Proof.
have key k : (\sum_(i < k) i.+1%:R) * 2%:R = k%:R * (k%:R + 1) :> R.
  elim: k => [|k IH]; first by rewrite big_ord0 !mul0r.
  by rewrite big_ord_recr /= mulrDl IH mulrSr; ring.
by rewrite -mulr_suml -[X in X / _](mulfK two_neq0) key; field; rewrite ?m_neq0 ?two_neq0.
Qed.

Theorem FTC_50 G L x s : 0 <= L -> lipschitz_along G L -> curvature G x s <= (1 + m%:R^-1) * L.
Proof.
move=> L0 lip; have mp : 0 < m%:R :> R by rewrite ltr0n.
have [->|s0] := eqVneq s 0.
  rewrite /curvature big1 ?mulr0 => [|i _]; last by rewrite dot0r.
  by rewrite mulr_ge0 // addr_ge0 ?ler01 // invr_ge0 ltW.
have nq : sq s != 0 by rewrite sq_eq0.
have q0 : 0 < sq s by rewrite lt_def nq sq_ge0.
rewrite /curvature; have : \sum_(i < m) dot (G (point x s i.+1) - G x) s <= \sum_(i < m) L * (i.+1%:R / m%:R) * sq s.
  by apply: ler_sum => i _; apply: lip; rewrite divr_ge0 ?ler0n.
rewrite -mulr_suml -mulr_sumr sum_points => h.
have p0 : 0 <= 2%:R / (m%:R * sq s) by rewrite divr_ge0 ?ler0n // mulr_ge0 ?ler0n // ltW.
apply: le_trans (ler_wpmul2l p0 h) _; rewrite le_eqVlt; apply/orP; left; apply/eqP.
by field; rewrite ?m_neq0 ?nq ?two_neq0.
Qed.

(** FTC-53: a short enough step along −c is accepted, unless the radius is in the way. *)
Theorem FTC_53 (c : vec) (r : 'I_d -> R) (H e K gamma : R) : 0 <= gamma -> 0 <= c1 ->
  \sum_i r i * `|c 0 i| <= e * sq c -> H <= K -> c1 + e + gamma * K / 2%:R <= 1 ->
  accepted c r H (- (gamma *: c)).
Proof.
move=> g0 c0 hr hK h; rewrite /accepted dotNr /sq dotNl dotNr opprK !dotZr dotZl normrN normrM (ger0_norm g0).
rewrite (ger0_norm (sq_ge0 c)) (eq_bigr (fun i => gamma * (r i * `|c 0 i|))); last first.
  by move=> i _; rewrite !mxE normrN normrM (ger0_norm g0) mulrCA.
rewrite -mulr_sumr -subr_ge0 -/(sq c); move: (sq c) (\sum_i _) (sq_ge0 c) hr => q w q0 hr.
have h1 : 0 <= gamma * (e * q - w) by rewrite mulr_ge0 // subr_ge0.
have h2 : 0 <= gamma * q * (1 - (c1 + e + gamma * K / 2%:R)) by rewrite !mulr_ge0 // subr_ge0.
have h3 : 0 <= gamma * gamma * q * (K - H) / 2%:R by rewrite !mulr_ge0 ?subr_ge0 // invr_ge0 ltW ?ltr0n.
by have := addr_ge0 (addr_ge0 h1 h2) h3; congr (0 <= _); field; rewrite ?two_neq0.
Qed.
End Certificate.
