(* Losses for which everything that Learning.v asks of losses holds: a/2 * |x-b|^2, those of learning.md. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From Kizami Require Import InnerProduct Modes AppliedStep Learning.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Quadratic.
Variables (R : rcfType) (n d : nat).                               (* n.+1 nodes, d coordinates *)
Local Notation Node := 'I_n.+1.
Local Notation vec := 'rV[R]_d.
Variables (a : Node -> R) (b : Node -> vec).                       (* curvatures and minimisers *)
Hypothesis a_gt0 : forall j, 0 < a j.

Definition loss j (v : vec) : R := a j / 2%:R * sq (v - b j).
Definition gradient j (v : vec) : vec := a j *: (v - b j).
Definition half (j : Node) : R := 2%:R^-1.                         (* alpha *)
Definition minimiser : vec := (\sum_j a j)^-1 *: \sum_j a j *: b j.

Lemma dot_mean (g : Node -> vec) v : dot (mean g) v = avg (fun j => dot (g j) v).
Proof. by rewrite dotC dotZr dot_sumr /avg mulrC; congr (_ / _); apply: eq_bigr => j _; rewrite dotC. Qed.

Lemma quadratic_convex (u v : vec) : fbar loss u + dot (mean_grad gradient u) (v - u) <= fbar loss v.
Proof.
rewrite dot_mean -avgD; apply: avg_le => j; rewrite /loss /gradient dotZl -subr_ge0.
have -> : v - b j = u - b j + (v - u) by rewrite [RHS]addrC addrA subrK.
move: (u - b j) (v - u) => w h.
have -> : sq (w + h) = sq w + 2%:R * dot w h + sq h by rewrite /sq dotDl !dotDr (dotC h w); ring.
have -> : a j / 2%:R * (sq w + 2%:R * dot w h + sq h) - (a j / 2%:R * sq w + a j * dot w h) = a j / 2%:R * sq h by field.
by rewrite mulr_ge0 ?sq_ge0 ?divr_ge0 ?ler0n // ltW.
Qed.

Lemma quadratic_minimiser v : fbar loss minimiser <= fbar loss v.
Proof.
apply: le_trans (quadratic_convex minimiser v).
suff -> : mean_grad gradient minimiser = 0 by rewrite dot0l addr0.
rewrite /mean_grad /mean (eq_bigr (fun j => a j *: minimiser - a j *: b j)) => [|j _]; last exact: scalerBr.
rewrite sumrB -scaler_suml /minimiser scalerA mulfV ?scale1r ?subrr ?scaler0 //.
by rewrite gt_eqF // (bigD1 ord0) //= ltr_paddr // sumr_ge0 // => j _; rewrite ltW.
Qed.

Lemma quadratic_lipschitz j (u v : vec) : norm (gradient j u - gradient j v) <= greatest a * norm (u - v).
Proof.
rewrite /gradient -scalerBr normZ ger0_norm ?(ltW (a_gt0 j)) // opprB addrA subrK.
by rewrite ler_wpmul2r ?norm_ge0 // le_greatest.
Qed.

Lemma greatest_gt0 : 0 < greatest a. Proof. exact: a_gt0. Qed.

(* FTC-34 without a hypothesis that is left open: for all quadratic losses, in mode min and in mode harmonic with alpha = 1/2,
   from everywhere and with all first proposals, f falls to its least value like 1/epoch at the weighted mean of the iterates. *)
Theorem quadratic_losses_descend m (x1 : vec) (eta0 : Node -> R) k : m <> Mean -> (forall j, 0 < eta0 j) ->
  fbar loss (weighted_mean gradient half eta0 m x1 k) - fbar loss minimiser <=
    potential loss gradient half eta0 m x1 minimiser 2 /
      (2%:R * (k.+1%:R * Order.min (gamma gradient half eta0 m x1 1) (2%:R^-1 / greatest a))).
Proof.
move=> safe eta_gt0; have half_gt0 j : 0 < half j by rewrite invr_gt0 ltr0n.
apply: (safe_modes_descend_like_one_over_epoch half_gt0 (fun _ => lexx _) eta_gt0 safe quadratic_convex quadratic_minimiser) => //.
  exact: greatest_gt0.
by move=> j u v _ _; exact: quadratic_lipschitz.
Qed.
End Quadratic.
