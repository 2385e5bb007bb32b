(* FTC-32 to FTC-35 in modes min and harmonic with kappa = 0 and no constants as one machine, and the three inequalities of the applied step:
   [learning.md, The applied step]. Proposals grow by what was applied, so this is no model of modes mean and own. *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat matrix zmodp.
From mathcomp Require Import ring.
From Kizami Require Import InnerProduct Modes.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section AppliedStep.
Variables (R : rcfType) (n d : nat).                               (* n.+1 nodes, d coordinates *)
Local Notation Node := 'I_n.+1.
Local Notation vec := 'rV[R]_d.
Variables (grad : Node -> vec -> vec) (alpha eta0 : Node -> R) (m : mode) (x1 : vec).

Definition mean_grad (x : vec) : vec := mean (fun j => grad j x).

(* What the nodes hold when an epoch begins: the iterate and the one before, the filtered estimates, the steps of two epochs. *)
Record state := State { here : vec; before : option vec; tilde : Node -> R; last : option R; last2 : option R }.

(* FTC-32 with kappa = 0: an iterate that stands still keeps the old estimate; 0 stands for none, as alpha/0 is infinite *)
Definition estimate (s : state) j : R :=
  if before s is Some x' then
    if here s == x' then tilde s j else norm (grad j (here s) - grad j x') / norm (here s - x')
  else tilde s j.

(* FTC-33: min (sqrt (1 + rho) * eta') (alpha / L) with rho = eta'/eta'', infinite if there is no eta'', and alpha/0 infinite;
   if both are infinite rho counts as 1 *)
Definition propose (a L h : R) (h2 : option R) : R :=
  match h2 with
  | None => if L == 0 then Num.sqrt 2%:R * h else a / L
  | Some h2 => let grown := Num.sqrt (1 + h / h2) * h in if L == 0 then grown else Order.min grown (a / L)
  end.
Definition proposal (s : state) j : R := if last s is Some h then propose (alpha j) (estimate s j) h (last2 s) else eta0 j.

(* FTC-34 and FTC-35 *)
Definition stepsize (s : state) : R := combine m (proposal s).
Definition next (s : state) : state :=
  State (mean (fun j => here s - stepsize s *: grad j (here s))) (Some (here s)) (estimate s) (Some (stepsize s)) (last s).

(* epochs are numbered from 1 *)
Definition epoch e : state := iter e.-1 next (State x1 None (fun _ => 0) None None).
Definition x e := here (epoch e).
Definition gamma e := stepsize (epoch e).

Lemma epochS e : epoch e.+2 = next (epoch e.+1). Proof. by []. Qed.

(* FTC-35 *)
Lemma xS e : x e.+2 = x e.+1 - gamma e.+1 *: mean_grad (x e.+1).
Proof. by rewrite /x epochS /next /= FTC_35. Qed.

Hypothesis alpha_gt0 : forall j, 0 < alpha j.
Hypothesis eta0_gt0 : forall j, 0 < eta0 j.

(* steps and proposals are positive, estimates at least 0 *)
Record sane (s : state) : Prop := Sane {
  sane_tilde : forall j, 0 <= tilde s j;
  sane_last : forall h, last s = Some h -> 0 < h;
  sane_last2 : forall h, last2 s = Some h -> 0 < h }.

Lemma estimate_ge0 s j : sane s -> 0 <= estimate s j.
Proof.
case=> t _ _; rewrite /estimate; case: (before s) => [x'|] //; case: eqP => // _.
by rewrite divr_ge0 ?norm_ge0.
Qed.

Lemma propose_gt0 a L h h2 : 0 < a -> 0 <= L -> 0 < h -> (forall k, h2 = Some k -> 0 < k) -> 0 < propose a L h h2.
Proof.
move=> a0 L0 h0 k0; have aL : L != 0 -> 0 < a / L by move=> nz; rewrite divr_gt0 // lt_neqAle eq_sym nz.
rewrite /propose; case: h2 k0 => [k|] k0; last by case: (eqVneq L 0) => nz; rewrite ?aL // mulr_gt0 ?sqrtr_gt0 ?ltr0n.
have g0 : 0 < Num.sqrt (1 + h / k) * h by rewrite mulr_gt0 // sqrtr_gt0 addr_gt0 ?ltr01 // divr_gt0 // k0.
by case: (eqVneq L 0) => nz //; rewrite lt_minr g0 aL.
Qed.

Lemma proposal_gt0 s j : sane s -> 0 < proposal s j.
Proof.
move=> ok; have [_ l l2] := ok; rewrite /proposal; case: (last s) l => [h|] l //.
by apply: propose_gt0 => //; [exact: estimate_ge0|exact: l].
Qed.

Lemma sane_epoch e : sane (epoch e).
Proof.
rewrite /epoch; elim: (e.-1) => [|k IH] /=; first by split.
split=> /= [j|h [<-]|h]; [exact: estimate_ge0| |by have [_ l _] := IH; exact: l].
by apply: combine_gt0 => j; apply: proposal_gt0.
Qed.

Lemma gamma_gt0 e : 0 < gamma e.
Proof. by apply: combine_gt0 => j; apply: proposal_gt0 (sane_epoch e). Qed.

Let pos e := fun j => proposal_gt0 j (sane_epoch e).

(* The applied step, 2: gamma_e <= sqrt (1 + theta_(e-1)) * gamma_(e-1) for e >= 3, theta_(e-1) = gamma_(e-1) / gamma_(e-2). *)
Theorem growth_is_bounded e : m <> Mean -> gamma e.+3 <= Num.sqrt (1 + gamma e.+2 / gamma e.+1) * gamma e.+2.
Proof.
move=> _; have [_ /le_trans] := FTC_34_range (pos e.+3) m; apply.
rewrite /greatest; case: Order.TotalTheory.arg_maxP => // j _ _.
rewrite /proposal epochS /= -/(epoch e.+2) /propose -/(gamma _) -/(gamma _).
by case: eqP => // _; rewrite le_minl lexx.
Qed.

Lemma propose_le a L h h2 : 0 <= a -> 0 <= L -> propose a L h h2 * L <= a.
Proof.
move=> a0 L0; case: (eqVneq L 0) => [->|nz]; first by rewrite mulr0.
have pL : 0 < L by rewrite lt_neqAle eq_sym nz.
rewrite -ler_pdivl_mulr // /propose (negPf nz); case: h2 => [k|] //.
by rewrite le_minl lexx orbT.
Qed.

Lemma le_mean_norm (a b : Node -> vec) c : (forall j, norm (a j - b j) <= c j) -> norm (mean a - mean b) <= avg c.
Proof.
move=> h; rewrite /mean -scalerBr -sumrB normZ ger0_norm ?invr_ge0 ?ler0n // mulrC.
rewrite ler_pmul2r ?invr_gt0 ?ltr0Sn //; apply: le_trans (norm_sum _ _) _; exact: ler_sum.
Qed.

(* The applied step, 1: gamma_e * Lbar_e <= 1/2 for e >= 2, Lbar_e = |grad fbar (x_e) - grad fbar (x_(e-1))| / |x_e - x_(e-1)|,
   in modes min and harmonic and with alpha <= 1/2; written without the quotient. *)
Theorem step_times_curvature e : m <> Mean -> (forall j, alpha j <= 2%:R^-1) ->
  gamma e.+2 * norm (mean_grad (x e.+2) - mean_grad (x e.+1)) <= 2%:R^-1 * norm (x e.+2 - x e.+1).
Proof.
move=> notMean half; have h2 : 0 < 2%:R^-1 :> R by rewrite invr_gt0 ltr0n.
case: (eqVneq (x e.+2) (x e.+1)) => [->|ne].
  by rewrite !subrr (_ : norm 0 = 0) ?mulr0 //; apply/eqP; rewrite norm_eq0.
have N0 : 0 < norm (x e.+2 - x e.+1) by rewrite lt_neqAle norm_ge0 eq_sym norm_eq0 subr_eq0 ne.
set N := norm (x e.+2 - x e.+1) in N0 *; pose s := epoch e.+2.
have aE j : estimate s j = norm (grad j (x e.+2) - grad j (x e.+1)) / N by rewrite /estimate /= -/(x e.+1) ifN.
have small j : estimate s j <= 2%:R^-1 * (proposal s j)^-1.
  rewrite ler_pdivl_mulr; last exact: pos.
  apply: le_trans (half j); rewrite mulrC /proposal /s epochS /=.
  by apply: propose_le; [rewrite ltW|exact: estimate_ge0 (sane_epoch e.+2)].
have {}small : avg (estimate s) <= 2%:R^-1 * avg (fun j => (proposal s j)^-1) by rewrite -avgZ; apply: avg_le.
have ghost : 0 < avg (fun j => (proposal s j)^-1) by apply: avg_gt0 => j; rewrite invr_gt0; apply: (pos e.+2).
have below : gamma e.+2 * avg (fun j => (proposal s j)^-1) <= 1.
  rewrite -ler_pdivl_mulr // mul1r /gamma /stepsize -/s.
  by case: (m) notMean => // _; have [h _] := FTC_34_modes (pos e.+2).
have sum : norm (mean_grad (x e.+2) - mean_grad (x e.+1)) <= avg (estimate s) * N.
  rewrite [X in _ <= X]mulrC -avgZ; apply: le_mean_norm => j.
  by rewrite aE mulrCA mulfV ?mulr1 // gt_eqF.
apply: le_trans (ler_wpmul2l (ltW (gamma_gt0 _)) sum) _; rewrite mulrA ler_pmul2r //.
apply: le_trans (ler_wpmul2l (ltW (gamma_gt0 _)) small) _.
by rewrite mulrCA -[X in _ <= X]mulr1 ler_pmul2l.
Qed.

Lemma propose_ge a L L' h h2 : 0 < a -> 0 <= L <= L' -> 0 < h -> (forall k, h2 = Some k -> 0 < k) ->
  Order.min h (a / L') <= propose a L h h2.
Proof.
move=> a0 /andP[L0 le] h0 k0.
have grow c : 1 <= c -> Order.min h (a / L') <= Num.sqrt c * h.
  move=> c1; rewrite le_minl; apply/orP; left; rewrite ler_pmull //.
  by rewrite -[1]sqrtr1; apply: ler_wsqrtr.
have div : L != 0 -> Order.min h (a / L') <= a / L.
  move=> nz; have pL : 0 < L by rewrite lt_neqAle eq_sym nz.
  by rewrite le_minl ler_pmul2l // lef_pinv ?posrE ?le ?orbT // (lt_le_trans pL).
rewrite /propose; case: h2 k0 => [k|] k0; case: (eqVneq L 0) => nz.
- by apply: grow; rewrite ler_addl divr_ge0 // ltW // k0.
- rewrite le_minr div // andbT; apply: grow; by rewrite ler_addl divr_ge0 // ltW // k0.
- by apply: grow; rewrite ler1n.
- exact: div.
Qed.

(* The applied step, 3: gamma_e >= min (gamma_1, alpha / L), if L bounds every estimate. *)
Theorem steps_stay_long L : m <> Mean -> 0 < L ->
    (forall e j, norm (grad j (x e.+2) - grad j (x e.+1)) <= L * norm (x e.+2 - x e.+1)) ->
  forall e, Order.min (gamma 1) (least alpha / L) <= gamma e.+1.
Proof.
move=> _ L0 lip.
have bound e j : estimate (epoch e.+1) j <= L.
  elim: e => [|e IH]; first by rewrite /estimate /= ltW.
  have -> : estimate (epoch e.+2) j = if x e.+2 == x e.+1 then estimate (epoch e.+1) j
    else norm (grad j (x e.+2) - grad j (x e.+1)) / norm (x e.+2 - x e.+1) by [].
  case: eqVneq => [_ //|ne]; rewrite ler_pdivr_mulr ?lip // lt_neqAle norm_ge0 eq_sym norm_eq0 subr_eq0 andbT.
  exact: ne.
elim=> [|e IH]; first by rewrite le_minl lexx.
have [le _] := FTC_34_range (pos e.+2) m; apply: le_trans le; apply: le_least => j.
have -> : proposal (epoch e.+2) j = propose (alpha j) (estimate (epoch e.+2) j) (gamma e.+1) (last2 (epoch e.+2)) by [].
have [_ _ l2] := sane_epoch e.+2.
apply: le_trans (propose_ge (L' := L) (alpha_gt0 j) _ (gamma_gt0 _) l2); last by rewrite estimate_ge0 ?bound //; exact: sane_epoch.
rewrite le_minr IH /= le_minl; apply/orP; right; rewrite ler_pmul2r ?invr_gt0 //; exact: least_le.
Qed.
End AppliedStep.
