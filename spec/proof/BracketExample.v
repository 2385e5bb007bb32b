(* What the bracket's theorems assume can be met, by the zoom of the rule too, and what they are about happens: two nodes that *)
(* send to each other, values 0 and 1, D = 1, hold the brackets 0..1 in round 1 and 1/2..1/2 in round 2, and decide 1/2 there.  *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat intdiv zify.
From Kizami Require Import Digraph WholeUnits Windows Verdict BracketRun BracketInvariant BracketLockStep BracketMain BracketRange.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* the digraph and what is agreed on: Units 16, Grid 32, first scale 0, Reach as the kit has it, and a zoom *)
Definition two : rel bool := fun i j => i != j.
Definition agreed Zoom raise shift : measure := Measure 16 1 32 1 (Some 64) raise shift Zoom 1.
Definition value (q : unit) (j : bool) : int := if j then 1 else 0.

(** With the zoom of the rule, whatever N and the greatest zoom are. *)
Theorem the_rule_is_sound N Zoom : sound (agreed Zoom (rule_raise N 32 1 Zoom) (rule_shift N 32 1 Zoom)).
Proof. by split=> // [r [<-]|h] //=; have [] := FTC_45_zoom N 32 1 Zoom h. Qed.

(* and without any *)
Definition plain := agreed 0 (fun=> 0%N) (fun=> 0).
Lemma plain_sound : sound plain. Proof. by split=> // [r [<-]|h] //=; left. Qed.

Lemma two_spans : spans two 1.
Proof.
have sc : strongly_connected two.
  apply/strongly_connectedP => i j; have [->|ne] := eqVneq i j; [exact: connect0|by apply: connect1].
split=> // i j; have [->|ne] := eqVneq i j; first by rewrite dist0.
by apply: dist_arc.
Qed.

Lemma value_within q j : `|value q j| <= Most plain. Proof. by case: j. Qed.

Notation run k j := (unstopped two 1 plain value k j tt).

Lemma enum_bool : index_enum bool_finType = [:: true; false].
Proof. by rewrite /index_enum; case: index_enum_key => /=; rewrite unlock. Qed.

Lemma outdeg_two j : outdeg two j = 1%N.
Proof. by rewrite /outdeg -sum1_card big_mkcond enum_bool !big_cons big_nil !inE /two; case: j. Qed.

Lemma next_two k j (x : bool -> local) : (forall i, run k i = x i) ->
  run k.+1 j = stepped plain true 1 (fun i => if two i j then Some (sent 1 (x i)) else None) (x j).
Proof.
move=> e; rewrite unstoppedS ffunE outdeg_two /window_over dvd1n e; apply: stepped_ext => i.
by case: ifP => //= _; rewrite ffunE outdeg_two e.
Qed.

Lemma run0 j : run 0 j = start plain (if j then 1 else 0). Proof. by rewrite ffunE. Qed.

Lemma run1 j : run 1 j = Local 8 16 16 16 0 32 0 1.
Proof.
by rewrite (@next_two 0 j (fun j => start plain (if j then 1 else 0)) run0) /stepped !enum_bool !big_cons !big_nil; case: j; vm_compute.
Qed.

Lemma run2 j : run 2 j = Local 8 16 16 16 16 16 0 1.
Proof. by rewrite (@next_two 1 j (fun=> Local 8 16 16 16 0 32 0 1) run1) /stepped !enum_bool !big_cons !big_nil; case: j; vm_compute. Qed.

Lemma ends_in_2 j : by_bracket 2 1 plain 2 (unstopped two 1 plain value 2 j).
Proof. by apply/orP; left; apply/forallP => -[]; rewrite run2; vm_compute. Qed.

Lemma ends_not_before k j : (k < 2)%N -> ~~ ends 2 1 plain pred0 k (unstopped two 1 plain value k j).
Proof.
case: k => [|[|//]] _; rewrite /ends orbF // negb_and negb_or; apply/orP; right; apply/andP; split.
  by apply/negP => /forallP /(_ tt); rewrite run1; vm_compute.
by apply/negP => /existsP[[]]; rewrite run1; vm_compute.
Qed.

(** A run of lock step that ends as FTC_43 says: every hypothesis of it is met, with N = 2 and without a last round. *)
Theorem two_decide : exists s, [/\ reachable two 2 1 plain value pred0 (fun=> None) s, forall j, decided s j = Some 2%N
  & forall j, average s j = Some (Some [ffun=> 1%:Q / 2%:Q])].
Proof.
pose s0 := init (Coord := [finType of unit]) two 1 plain value.
have nd (s : state [finType of bool] [finType of unit]) (k := BracketLockStep.round s) : (k < 2)%N ->
    reachable two 2 1 plain value pred0 (fun=> None) s ->
    (forall j, decided s j = None) -> reachable two 2 1 plain value pred0 (fun=> None) (advance two 1 plain s).
  move=> lt rs no; apply: (reachS rs); apply: Advance; first by exists true.
  move=> j; have [fn _ _] := reachable_unstopped plain_sound two_spans value_within rs.
  by rewrite /can_decide no eqxx fn ends_not_before.
have r1 : reachable two 2 1 plain value pred0 (fun=> None) (advance two 1 plain s0) by apply: nd => //; apply: reach0.
have r2 : reachable two 2 1 plain value pred0 (fun=> None) (advance two 1 plain (advance two 1 plain s0)) by apply: nd.
have can j : can_decide 2 1 plain pred0 (advance two 1 plain (advance two 1 plain s0)) j.
  have [fn _ _] := reachable_unstopped plain_sound two_spans value_within r2.
  by rewrite /can_decide fn /= /ends ends_in_2.
have r3 := reachS r2 (Decide two (fun=> None) (ex_intro _ true (can true))).
have dj j : decided (decide 2 1 plain pred0 (fun=> None) (advance two 1 plain (advance two 1 plain s0))) j = Some 2%N by rewrite /= can.
exists (decide 2 1 plain pred0 (fun=> None) (advance two 1 plain (advance two 1 plain s0))); split=> // j.
have nN : (#|bool_finType| <= 2)%N by rewrite card_bool.
have [_ _ byb _] := FTC_43 plain_sound two_spans value_within true nN r3 (dj j).
rewrite byb; last by have [fn _ _] := reachable_unstopped plain_sound two_spans value_within r3; rewrite fn ends_in_2.
congr (Some (Some _)); apply/ffunP => q; rewrite !ffunE /true_average card_bool.
by rewrite (_ : \sum_j value q j = 1) // enum_bool !big_cons big_nil.
Qed.
