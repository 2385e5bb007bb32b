(* FTC-30: no other recurrence of that order serves all values: [learning.md, A later epoch]. *)
From mathcomp Require Import all_ssreflect fingroup perm ssralg ssrnum ssrint rat poly polydiv matrix mxalgebra mxpoly zmodp finalg zify.
From Kizami Require Import Digraph Rounds Recurrence Massey Projection SpanningTrees Network RegularProbes IrregularProbes Endings Repeat.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section Needs.
Variables (n : nat) (arc : rel 'I_n.+1).
Hypothesis no_loop : forall j, ~~ arc j j.
Variable F : fieldType.
Hypothesis luck : lucky arc F.
Hypothesis connected : strongly_connected arc.
Local Notation P := (P arc F).
Hypothesis first_news : forall l j, (P ^+ dist arc l j) j l != 0.
Local Notation e j := (delta_mx 0 j : 'rV[F]_n.+1).

(* FTC-30, the recurrence of a value serves that value only: a monic b of order at most M_j, with which node j would decide
   the average of every value, is the one that the probe teaches. *)
Theorem FTC_30_needs_the_probes_recurrence (v seed : 'cV[F]_n.+1) k0 j (b : {poly F}) phi : regular no_loop seed luck ->
    (forall l, Rounds.stopped (coordination arc Probe v seed k0 l) <> None) ->
    b \is monic -> ((size b).-1 <= M no_loop luck j)%N ->
    (forall x : 'cV[F]_n.+1, ratio (projected (obs P (e j) x) b) phi = Some (true_average x)) ->
  b = recurrence (kernel_of (coordination arc Probe v seed k0 j)).
Proof.
move=> reg over bm sb right; set m := recurrence _.
have zero (x : 'cV[F]_n.+1) : total x = 0 -> ev (obs P (e j) x) b = 0.
  move=> t0; have := right x; rewrite /true_average -totalE t0 mul0r /ratio /projected.
  case: (eqVneq b.[1] 0) => // b1; case: phi {right} => [y|] //; case: eqVneq => // y0 [/eqP].
  by rewrite !mulf_eq0 !invr_eq0 (negPf b1) (negPf y0) !orbF => /eqP.
have ab : annihilates_row P (e j) b.
  set H := horner_mx P b; have comm : H *m (P - 1) = (P - 1) *m H.
    have -> : P - 1 = horner_mx P ('X - 1) by rewrite rmorphB /= horner_mx_X rmorph1.
    by rewrite /H mulmxE -!rmorphM mulrC.
  apply/rowP => i; rewrite [RHS]mxE; pose d : 'cV[F]_n.+1 := delta_mx i 0; have := zero ((P - 1) *m d); rewrite ev_obs -/H.
  have -> : e j *m (H *m ((P - 1) *m d)) = e j *m ((P - 1) *m H) *m d by rewrite -comm !mulmxA.
  have t0 : total ((P - 1) *m d) = 0.
    by rewrite /total mulmxA mulmxBr (columns no_loop (lucky_out luck)) mulmx1 subrr mul0mx mxE.
  by move/(_ t0); rewrite /d -colE mxE.
have [am om _ _ _] := FTC_30_kernel connected first_news reg over j; have mm : m \is monic.
  by rewrite /m /kernel_of /= /beta; set u := differences _ _; set k := (size _).-1; case: (massey_shortest u k).
have m0 : (0 < size m)%N by rewrite lt0n size_poly_eq0 monic_neq0.
have b0 : (0 < size b)%N by rewrite lt0n size_poly_eq0 monic_neq0.
have sm : size m = (M no_loop luck j).+1 by rewrite -om /kernel_order -/m prednK.
have dv : m %| b by apply: minimal_divides mm sm am ab.
apply/eqP; rewrite -eqp_monic // eqp_sym -dvdp_size_eqp // eqn_leq dvdp_leq ?monic_neq0 //=.
by rewrite sm -(prednK b0) ltnS.
Qed.
End Needs.
