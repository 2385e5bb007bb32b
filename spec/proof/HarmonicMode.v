(* FTC-34, mode harmonic: how far below alpha / avg L_j a steady step stays: [learning.md, Harmonic]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From Kizami Require Import Modes.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

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
