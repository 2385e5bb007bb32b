(* FTC-34, FTC-35: how proposals are combined and what a common step is, AutomatedStepsize!Combine, !CombinedInRange, !Apply. *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat matrix zmodp.
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

(* FTC-34, mode harmonic: how far below alpha / avg L_j a steady step stays: [learning.md, Harmonic]. *)
Section HarmonicMode.
Variables (R : rcfType) (n : nat) (L : 'I_n.+1 -> R) (alpha gamma : R).   (* n.+1 nodes *)
Hypothesis alpha_gt0 : 0 < alpha.
Hypothesis gamma_gt0 : 0 < gamma.
Hypothesis L_ge0 : forall j, 0 <= L j.
Hypothesis some_L : 0 < avg L.

(* In a steady state every node proposes min (sqrt 2 * gamma, alpha / L_j), and the combination is gamma again;
   of inverses, that is a maximum, and an estimate of 0 needs no case of its own. *)
Hypothesis steady : gamma^-1 = avg (fun j => Order.max (Num.sqrt 2%:R * gamma)^-1 (L j / alpha)).

(* (1 - 1/sqrt 2) * alpha / avg L_j <= gamma <= alpha / avg L_j: a factor of at most 2 + sqrt 2 *)
Theorem harmonic_steady_state : (1 - (Num.sqrt 2%:R)^-1) * (alpha / avg L) <= gamma <= alpha / avg L.
Proof.
have st := steady; set s := Num.sqrt 2%:R in st *; have s0 : 0 < s by rewrite sqrtr_gt0 ltr0n.
have LE : avg (fun j => L j / alpha) = avg L / alpha.
  by rewrite -[RHS]mulrC -avgZ; apply: eq_avg => j; rewrite mulrC.
have low : avg L / alpha <= gamma^-1.
  by rewrite -LE st; apply: avg_le => j; rewrite le_maxr lexx orbT.
have high : gamma^-1 <= (s * gamma)^-1 + avg L / alpha.
  rewrite {1}st -LE -[X in _ <= X + _](avg_const n) -avgD; apply: avg_le => j.
  have [p q] : 0 <= (s * gamma)^-1 /\ 0 <= L j / alpha by split; [rewrite invr_ge0 mulr_ge0 // ltW|rewrite divr_ge0 // ltW].
  by rewrite le_maxl ler_addl q ler_addr p.
have q0 : 0 < avg L / alpha by rewrite divr_gt0.
have -> : alpha / avg L = (avg L / alpha)^-1 by rewrite [RHS]invf_div.
move: (avg L / alpha) q0 low high => q q0 low high; apply/andP; split; last first.
  by rewrite -[gamma]invrK lef_pinv ?posrE ?invr_gt0.
rewrite ler_pdivr_mulr //; have := high; rewrite invfM -ler_subl_addl.
have -> : gamma^-1 - s^-1 / gamma = (1 - s^-1) / gamma by rewrite mulrBl mul1r.
by rewrite ler_pdivr_mulr // mulrC.
Qed.

(* 1 / (1 - 1/sqrt 2) = 2 + sqrt 2, less than 3.42 *)
Lemma steady_factor : (1 - (Num.sqrt 2%:R)^-1)^-1 = 2%:R + Num.sqrt 2%:R :> R.
Proof.
set s := Num.sqrt 2%:R : R; have ss : s ^+ 2 = 2%:R by rewrite sqr_sqrtr ?ler0n.
have s1 : 1 < s by rewrite -[1]sqrtr1 ltr_sqrt ?ltr0n // ltr1n.
have s0 : 0 < s by apply: lt_trans s1; exact: ltr01.
have e : (2%:R + s) * (1 - s^-1) = 1.
  have -> : (2%:R + s) * (1 - s^-1) = (2%:R * s + s ^+ 2 - 2%:R - s) / s by field; rewrite gt_eqF.
  by rewrite ss addrK mulr_natl mulr2n addrK mulfV // gt_eqF.
have n0 : 1 - s^-1 != 0 by apply: contra_eq_neq e => ->; rewrite mulr0 eq_sym oner_eq0.
by apply: (mulIf n0); rewrite e mulVf.
Qed.
End HarmonicMode.

(* FTC-34, mode mean: how unlike curvatures may be: [learning.md, Mean]. *)
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
