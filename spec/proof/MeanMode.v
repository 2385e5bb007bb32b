(* FTC-34, mode mean: how unlike curvatures may be: [learning.md, Mean]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From Kizami Require Import Modes.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section MeanMode.
Variables (R : rcfType) (n : nat).                                 (* n.+1 nodes *)
Variable a : 'I_n.+1 -> R.                                         (* curvatures *)

(* With alpha = 1/2 every node of a loss a_j/2 (x-b)^2 proposes 1/(2 a_j); an epoch multiplies the error by this. *)
Definition factor := 1 - avg (fun j => (2%:R * a j)^-1) * avg a.

Section Alike.
Variables low high : R.
Hypothesis low_gt0 : 0 < low.
Hypothesis between : forall j, low <= a j <= high.

Let a_gt0 j : 0 < a j. Proof. by have /andP[h _] := between j; apply: lt_le_trans h. Qed.
Let high_gt0 : 0 < high. Proof. by have /andP[_ h] := between ord0; apply: lt_le_trans h. Qed.

(* Kantorovich: avg (1/a) * avg a <= (1+r)^2 / (4r), r = high / low *)
Theorem kantorovich : avg (fun j => (a j)^-1) * avg a <= (1 + high / low) ^+ 2 / (4%:R * (high / low)).
Proof.
set p := avg (fun j => (a j)^-1); set q := avg a.
have sum : q + low * high * p <= low + high.
  rewrite /q /p -avgZ -avgD -[X in _ <= X](avg_const n); apply: avg_le => j; rewrite -subr_ge0.
  have -> : low + high - (a j + low * high * (a j)^-1) = (a j - low) * (high - a j) / a j by field; rewrite gt_eqF.
  have /andP[h1 h2] := between j.
  by apply: divr_ge0; [rewrite mulr_ge0 ?subr_ge0|exact: ltW].
have [p0 q0] : 0 < p /\ 0 < q by split; apply: avg_gt0 => // j; rewrite invr_gt0.
have -> : (1 + high / low) ^+ 2 / (4%:R * (high / low)) = (low + high) ^+ 2 / (4%:R * (low * high)).
  by field; rewrite !gt_eqF ?ltr0n.
rewrite ler_pdivl_mulr ?mulr_gt0 ?ltr0n //.
apply: le_trans (_ : (q + low * high * p) ^+ 2 <= _); last first.
  have s0 : 0 <= q + low * high * p by rewrite addr_ge0 ?(ltW q0) // mulr_ge0 ?(ltW p0) // mulr_ge0 ?(ltW low_gt0) ?(ltW high_gt0).
  have t0 : 0 <= low + high by rewrite addr_ge0 ?(ltW low_gt0) ?(ltW high_gt0).
  by rewrite ler_pexpn2r ?nnegrE.
rewrite -subr_ge0; have -> : (q + low * high * p) ^+ 2 - p * q * (4%:R * (low * high)) = (q - low * high * p) ^+ 2 by ring.
exact: sqr_ge0.
Qed.

(* Mean is safe, for these losses, where the largest curvature is less than 7 + sqrt 48 times the least. *)
Theorem mean_is_safe_for_alike_curvatures : high < (7%:R + Num.sqrt 48%:R) * low -> `|factor| < 1.
Proof.
move=> lt; have le : low <= high by have /andP[h1 h2] := between ord0; apply: le_trans h2.
have six : 6%:R < Num.sqrt 48%:R :> R.
  have -> : 6%:R = Num.sqrt (6%:R ^+ 2) :> R by rewrite sqrtr_sqr ger0_norm ?ler0n.
  by rewrite ltr_sqrt ?ltr0n // -natrX ltr_nat.
have near : `|high - 7%:R * low| < Num.sqrt 48%:R * low.
  rewrite ltr_norml; apply/andP; split; last by rewrite ltr_subl_addl -mulrDl.
  rewrite -subr_gt0 opprK; have -> : high - 7%:R * low + Num.sqrt 48%:R * low = high - low + (Num.sqrt 48%:R - 6%:R) * low by ring.
  by rewrite ltr_paddl ?subr_ge0 // mulr_gt0 // subr_gt0.
have sq : (high - 7%:R * low) ^+ 2 < 48%:R * low ^+ 2.
  rewrite -real_normK ?num_real // -[X in _ < X * _](@sqr_sqrtr _ 48%:R) ?ler0n // -exprMn.
  by rewrite ltr_pexpn2r ?nnegrE ?normr_ge0 // mulr_ge0 ?sqrtr_ge0 // ltW.
set p := avg (fun j => (a j)^-1); set q := avg a.
have [p0 q0] : 0 < p /\ 0 < q by split; apply: avg_gt0 => // j; rewrite invr_gt0.
have pq : p * q < 4%:R.
  apply: le_lt_trans kantorovich _.
  have -> : (1 + high / low) ^+ 2 / (4%:R * (high / low)) = (low + high) ^+ 2 / (4%:R * (low * high)).
    by field; rewrite !gt_eqF ?ltr0n.
  rewrite ltr_pdivr_mulr ?mulr_gt0 ?ltr0n // -subr_gt0.
  have -> : 4%:R * (4%:R * (low * high)) - (low + high) ^+ 2 = 48%:R * low ^+ 2 - (high - 7%:R * low) ^+ 2 by ring.
  by rewrite subr_gt0.
have -> : factor = 1 - 2%:R^-1 * p * q.
  have e : avg (fun j => (2%:R * a j)^-1) = 2%:R^-1 * p by rewrite -avgZ; apply: eq_avg => j; rewrite invfM.
  by rewrite /factor e.
have h : 0 < 2%:R^-1 * p * q < 2%:R.
  apply/andP; split; first by apply: mulr_gt0 => //; apply: mulr_gt0; rewrite ?invr_gt0 ?ltr0n.
  by rewrite -mulrA ltr_pdivr_mull ?ltr0n // -natrM.
move: h; move: (2%:R^-1 * p * q) => c /andP[c0 c2]; rewrite ltr_norml; apply/andP; split.
  by rewrite -subr_gt0 opprK addrAC -mulr2n subr_gt0.
by rewrite ltr_subl_addr ltr_addl.
Qed.
End Alike.
End MeanMode.

(* ... and beyond need not be: with curvatures 1 and 100 an epoch multiplies by 1 - 101/400 * 101/2, which is below -11. *)
Theorem mean_factor_below_minus_11 (R : rcfType) (a := fun j : 'I_2 => if j == ord0 then 1 else 100%:R : R) :
  factor a = 1 - 101%:R / 400%:R * (101%:R / 2%:R) /\ factor a < - 11%:R.
Proof.
have e : factor a = 1 - 101%:R / 400%:R * (101%:R / 2%:R).
  by rewrite /factor /avg !big_ord_recr !big_ord0 /= (_ : a (widen_ord _ _) = 1) // (_ : a ord_max = 100%:R) //; field.
split=> //; rewrite e -subr_gt0.
have -> : - 11%:R - (1 - 101%:R / 400%:R * (101%:R / 2%:R)) = 601%:R / 800%:R :> R by field.
by rewrite divr_gt0 ?ltr0n.
Qed.
