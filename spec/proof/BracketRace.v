(* FTC-46, the race: the bracket, and the bound ending of Main.v in the same rounds over a lucky prime; whichever is first    *)
(* decides. TLA+: BracketEnding!OfBound, !Answer, BoundEnding!BoundVerdict.                                                   *)
From mathcomp Require Import all_ssreflect fingroup perm ssralg ssrnum ssrint rat intdiv poly polydiv matrix mxalgebra mxpoly zmodp finalg zify.
From Kizami Require Import Digraph Luck Fractions BracketRun BracketLockStep BracketMain.
From Kizami Require Rounds Network Endings Main BracketMessages BracketLinks.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Race.
Variables (n p N D C V : nat) (Coord : finType) (arc : rel 'I_n.+1).     (* n.+1 nodes *)
Variable M : measure.
Variable value : Coord -> 'I_n.+1 -> int.
(* what the bound ending needs: Main.v, FTC-11, FTC-16, FTC-19 *)
Hypothesis no_loop : forall j, ~~ arc j j.
Hypothesis p_prime : prime p.
Hypothesis luck : lucky_prime arc (Rounds.Bound N) p.
Hypothesis N_bound : (n.+1 <= N)%N.
Hypothesis C_bound : (n.+1 <= C)%N.
Hypothesis C_fits : (2 * C * (C * V) < p)%N.
Hypothesis value_fits : forall q l, `|value q l| <= V%:Z.
(* what the bracket needs *)
Hypothesis ok : sound M.
Hypothesis spanned : spans arc D.
Hypothesis within_most : forall q j, `|value q j| <= Most M.

Definition last_round : nat := 2 * N - 2.
Local Notation F := [fieldType of 'F_p].

(* node j of the bound ending for coordinate q, after 2N-2 rounds; and that it says the fraction r *)
Definition bound_run q j :=
  Endings.coordination arc (Rounds.Bound N) (Main.start_value p (value q)) (0 : 'cV[F]_n.+1) last_round j.
Definition says q j (r : rat) := exists u a b,
  [/\ Rounds.average (bound_run q j) = Some (Some u),
      reconstructs C u a b & r = a%:~R / b%:~R].

(** What FTC-11, FTC-16 and FTC-19 make of it: a node says the average, and nothing else. (So there is such a bound_verdict as below.) *)
Theorem FTC_46_says q j r : says q j r <-> r = true_average value q.
Proof.
have connected := span_connected spanned.
have large N' : Rounds.Bound N = Rounds.Bound N' -> (n.+1 <= N')%N by case=> <-.
have reg : Rounds.Bound N = Rounds.Probe -> (0 : 'cV[F]_n.+1) \notin Main.irregular no_loop p_prime luck by [].
have [d _ _] := @Main.FTC_11 n p arc (Rounds.Bound N) no_loop connected p_prime luck large (value q) 0 reg N last_round j erefl.
have dj : Rounds.decided (bound_run q j) <> None by rewrite /bound_run d leqnn.
have [u eu all] := @Main.FTC_19 n p arc (Rounds.Bound N) no_loop connected p_prime luck large (value q) 0 reg C V last_round j
  C_bound C_fits (value_fits q) dj.
split=> [[u' [a [b [eu' rec ->]]]]|->].
  have [ee] : Some (Some u) = Some (Some u') by rewrite -eu.
  by rewrite -ee in rec; have [_ _ ->] := (all a b).1 rec; rewrite /true_average card_ord.
have := all (numq (true_average value q)) (denq (true_average value q)) => -[_ back].
exists u, (numq (true_average value q)), (denq (true_average value q)); split=> //; last by rewrite divq_num_den.
apply: back; split; [by rewrite -gtz0_ge1 denq_gt0| |].
  by rewrite /coprimez -[gcdz _ _]/(gcdn _ _)%:Z (eqP (coprime_num_den _)).
by rewrite divq_num_den /true_average card_ord.
Qed.

(* BoundEnding!BoundVerdict: a fraction of every coordinate, or none *)
Variable bound_verdict : 'I_n.+1 -> option {ffun Coord -> rat}.
Hypothesis bound_says : forall j f, bound_verdict j = Some f <-> forall q, says q j (f q).

Local Notation reachable := (reachable arc N D M value (pred1 last_round) bound_verdict).

Lemma bound_right j : bound_verdict j = Some [ffun q => true_average value q].
Proof.
by apply/bound_says => q; rewrite ffunE; apply/FTC_46_says.
Qed.

(** FTC-46. All nodes decide the average, in the same round, never later than 2N-2: by the bracket if it has settled then, also when
    both come at once, and otherwise by the bound ending. Nobody refuses. From every state such an end can be reached, and no run goes
    beyond round 2N-2. *)
Theorem FTC_46 s i j : reachable s ->
  [/\ (round s <= last_round)%N, decided s i = decided s j,
      decided s j <> None -> average s j = Some (Some [ffun q => true_average value q])
    & exists2 s', later arc N D M (pred1 last_round) bound_verdict s s' &
        forall l, exists2 k, decided s' l = Some k & (k <= last_round)%N].
Proof.
move=> rs; have last0 : pred1 last_round last_round by rewrite /= eqxx.
have [/(_ last0) rK _] := FTC_43_last ok spanned within_most last_round rs.
have same a b : bound_verdict a = bound_verdict b by rewrite !bound_right.
have [di _] := FTC_42_any_bound ok spanned within_most i j same rs.
split=> //; last exact: (FTC_43_ends ok spanned within_most last0 rs).
case dj: (decided s j) => [k|] // _; have nN : (#|'I_n.+1| <= N)%N by rewrite card_ord.
have [[ek _] _ byb nb] := FTC_43 ok spanned within_most i nN rs dj.
case: (boolP (by_bracket N D M k (nodes s j))) => [/byb //|/nb [_ ->]].
rewrite /of_bound bound_right; case: ifP => // /negP[]; apply/forallP => q; rewrite ffunE.
by have [_ _ _ _ [_ ad]] := FTC_42 ok spanned within_most j j q rs.
Qed.
End Race.

(** FTC-46 with FTC-47: the race over links that lose, epoch after epoch: who decides, decides the average of the values of that epoch,
    in round 2N-2 at the latest. (That all do in the same round, and what has to be offered, is FTC_47.) *)
Theorem FTC_46_links (n p N D C V : nat) (Coord : finType) (arc : rel 'I_n.+1) (M : measure) (value : nat -> Coord -> 'I_n.+1 -> int)
    (bound_verdict : nat -> 'I_n.+1 -> option {ffun Coord -> rat}) :
  (forall j, ~~ arc j j) -> prime p -> lucky_prime arc (Rounds.Bound N) p -> (n.+1 <= N)%N ->
  (n.+1 <= C)%N -> (2 * C * (C * V) < p)%N -> (forall e q l, `|value e q l| <= V%:Z) ->
  sound M -> spans arc D -> (forall e q j, `|value e q j| <= Most M) ->
  (forall e j f, bound_verdict e j = Some f <-> forall q, says p N C arc (value e) q j (f q)) ->
  forall c j, let y := BracketMessages.node_of c j in
  BracketMessages.reachable arc N D M value (pred1 (last_round N)) bound_verdict c -> BracketMessages.dec y <> None ->
  BracketMessages.ans y = Some (Some [ffun q => true_average (value (BracketMessages.ep y)) q]) /\
  (BracketMessages.rnd y <= last_round N)%N.
Proof.
move=> nl pp lk nN nC fits vV ok sp wm says_ c j y rc dy.
have [en before _ _] := BracketLinks.FTC_47_same_words j rc; split; last first.
  by rewrite leqNgt; apply/negP => /before; rewrite /ends /= eqxx orbT.
have nN' : (#|[finType of 'I_n.+1]| <= N)%N by rewrite card_ord.
have := BracketLinks.FTC_47_average ok sp wm nN' rc dy; case: ifP => // _ [_ ->].
rewrite /of_bound (@bound_right n p N D C V Coord arc (value (BracketMessages.ep y)) nl pp lk nN nC fits (vV _) sp _ (says_ _)).
case: ifP => // /negP[]; apply/forallP => q; rewrite ffunE.
by rewrite en; have [_] := average_admitted ok sp (wm (BracketMessages.ep y)) (BracketMessages.rnd y) j q.
Qed.
