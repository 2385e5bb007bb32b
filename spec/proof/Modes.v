(* FTC-34, FTC-35: how proposals are combined and what a common step is, AutomatedStepsize!Combine, !CombinedInRange, !Apply. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From Kizami Require Import InnerProduct.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Modes.
Variables (R : rcfType) (n : nat).                                 (* n.+1 nodes *)
Local Notation Node := 'I_n.+1.
Implicit Types (a b eta : Node -> R).

Definition avg a : R := (\sum_j a j) / n.+1%:R.
Definition least eta : R := eta [arg min_(j < ord0) eta j]%O.
Definition greatest eta : R := eta [arg max_(j > ord0) eta j]%O.

Inductive mode := Mean | Min | Harmonic.
Definition combine m eta := match m with
  | Mean => avg eta
  | Min => least eta
  | Harmonic => (avg (fun j => (eta j)^-1))^-1 end.

Let n0 : 0 < n.+1%:R :> R. Proof. exact: ltr0Sn. Qed.

Lemma avg_le a b : (forall j, a j <= b j) -> avg a <= avg b.
Proof. by move=> h; rewrite ler_pmul2r ?invr_gt0 //; apply: ler_sum. Qed.

Lemma avg_const c : avg (fun _ => c) = c.
Proof. by rewrite /avg sumr_const card_ord -[c *+ _]mulr_natr mulfK // gt_eqF. Qed.

Lemma avgD a b : avg (fun j => a j + b j) = avg a + avg b.
Proof. by rewrite /avg big_split mulrDl. Qed.

Lemma avgZ c a : avg (fun j => c * a j) = c * avg a.
Proof. by rewrite /avg -big_distrr mulrA. Qed.

Lemma eq_avg a b : a =1 b -> avg a = avg b.
Proof. by move=> e; rewrite /avg; congr (_ / _); apply: eq_bigr. Qed.

Lemma least_le eta j : least eta <= eta j.
Proof. by rewrite /least; case: arg_minP => // i _; apply. Qed.

Lemma le_least c eta : (forall j, c <= eta j) -> c <= least eta.
Proof. by move=> h; apply: h. Qed.

Lemma le_greatest eta j : eta j <= greatest eta.
Proof. by rewrite /greatest; case: arg_maxP => // i _; apply. Qed.

Lemma avg_gt0 a : (forall j, 0 < a j) -> 0 < avg a.
Proof. by move=> pos; rewrite divr_gt0 // (bigD1 ord0) //= ltr_paddr // sumr_ge0 // => j _; rewrite ltW. Qed.

Section Positive.
Variable eta : Node -> R.
Hypothesis positive : forall j, 0 < eta j.

Lemma least_gt0 : 0 < least eta. Proof. exact: positive. Qed.
Let inverse_gt0 : 0 < avg (fun j => (eta j)^-1). Proof. by apply: avg_gt0 => j; rewrite invr_gt0. Qed.

Lemma combine_gt0 m : 0 < combine m eta.
Proof. by case: m => /=; [exact: avg_gt0|exact: least_gt0|rewrite invr_gt0]. Qed.

Lemma min_le_harmonic : combine Min eta <= combine Harmonic eta.
Proof.
have p := least_gt0; rewrite /= -[least eta]invrK lef_pinv ?posrE ?invr_gt0 // -[X in _ <= X]avg_const.
by apply: avg_le => j; rewrite lef_pinv ?posrE // least_le.
Qed.

(* 1/h >= (2m - h)/m^2 for every h, for (h - m)^2 >= 0; the mean of the right sides is 1/m, m the mean of all h. *)
Lemma harmonic_le_mean : combine Harmonic eta <= combine Mean eta.
Proof.
rewrite /=; set m := avg eta; have m0 : 0 < m by apply: avg_gt0.
rewrite -[m]invrK lef_pinv ?posrE ?invr_gt0 //.
have <- : avg (fun j => 2%:R / m + (- (m ^+ 2)^-1) * eta j) = m^-1.
  by rewrite avgD avg_const avgZ -/m; field; rewrite gt_eqF.
apply: avg_le => j; rewrite -subr_ge0; have h0 := positive j.
have -> : (eta j)^-1 - (2%:R / m + (- (m ^+ 2)^-1) * eta j) = (eta j)^-1 * (1 - eta j / m) ^+ 2.
  by field; rewrite !gt_eqF.
by rewrite mulr_ge0 ?invr_ge0 ?sqr_ge0 // ltW.
Qed.

Lemma mean_le_greatest : combine Mean eta <= greatest eta.
Proof. by rewrite -[greatest eta]avg_const; apply: avg_le => j; apply: le_greatest. Qed.

(* FTC-34: min <= harmonic <= mean. *)
Theorem FTC_34_modes : combine Min eta <= combine Harmonic eta /\ combine Harmonic eta <= combine Mean eta.
Proof. by split; [exact: min_le_harmonic|exact: harmonic_le_mean]. Qed.

(* FTC-34, CombinedInRange: none leaves the range of the proposals. *)
Theorem FTC_34_range m : least eta <= combine m eta /\ combine m eta <= greatest eta.
Proof.
have [a b] := FTC_34_modes; have c := mean_le_greatest; have := le_trans a b; have := le_trans b c.
by move=> bc ab; case: m; split=> //; apply: le_trans ab c.
Qed.
End Positive.

(* FTC-35: the average of x - gamma g_j is the step x - gamma * (mean of the gradients), if x and gamma are common. *)
Section Apply.
Variable d : nat.
Definition mean (g : Node -> 'rV[R]_d) := n.+1%:R^-1 *: \sum_j g j.

Theorem FTC_35 (x : 'rV[R]_d) gamma (g : Node -> 'rV[R]_d) :
  mean (fun j => x - gamma *: g j) = x - gamma *: mean g.
Proof.
rewrite /mean sumrB sumr_const card_ord scalerBr -scaler_nat scalerA mulVf ?gt_eqF // scale1r.
by rewrite -scaler_sumr !scalerA mulrC.
Qed.
End Apply.
End Modes.
