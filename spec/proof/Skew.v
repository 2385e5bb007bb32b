(* How far apart nodes can be, FTC-25 to FTC-27: rounds, epochs, and what a node that has stopped knows. *)
From mathcomp Require Import all_ssreflect zify.
From Kizami Require Import Digraph Rounds LossyLinks SameWords Pace.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Section Skew.
Variable Node : finType.
Variable arc : rel Node.
Variables Word Average : Type.
Variable start : nat -> Node -> Word.
Variable combine : (Node -> option Word) -> Node -> Word.
Variable how : ending.
Variable settled : Node -> seq Word -> bool.
Variable found : Node -> seq Word -> nat.
Variable verdict : Node -> seq Word -> option Average.
Variable Epochs : nat.
Hypothesis combine_ext : forall f g j, f =1 g -> combine f j = combine g j.
Hypothesis connected : strongly_connected arc.
Variable M : Node -> nat.
Hypothesis probe : forall e, how = Probe -> foretold arc (start e) combine settled found M.
Hypothesis order_lt : forall j, M j < #|Node|.
Hypothesis bound_large : forall N, how = Bound N -> #|Node| <= N.
Local Notation D := (decision_round how M).
Local Notation S := (stop_round how M).
Local Notation Tmax := (Tmax how M).
Local Notation dist := (dist arc).

Local Notation local := (local Word Average).
Local Notation msg := (msg Node Word).
Local Notation config := (config Node Word Average).
Local Notation decide_node := (decide_node how settled found verdict).
Local Notation stop_node := (stop_node how).
Local Notation said e := (@said Node Word Average (start e)).
Local Notation reachable := (reachable arc start combine how settled found verdict Epochs).
Local Notation same_reachable := (same_reachable combine_ext).
Local Notation same_words := (same_words combine_ext).
Local Notation dist_M := (dist_M probe).
Local Notation dist_D := (dist_D connected probe bound_large).
Local Notation dist_S := (dist_S connected probe bound_large).
Local Notation decided_in := (decided_in combine_ext connected probe).
Local Notation late_in := (late_in combine_ext connected probe).
Local Notation reached := (reached how M).
Local Notation stopped_now := (stopped_now combine_ext connected probe).
Local Notation paced_reachable := (paced_reachable combine_ext connected probe).

Variable c : config.
Hypothesis rc : reachable c.
Let pc := paced_reachable rc.
Let sn j := same_words j rc.
Local Notation epoch j := (epoch (nodes c j)).
Local Notation round j := (round (nodes c j)).
Local Notation vars j := (vars (nodes c j)).

Lemma reached_here j : reached c (epoch j) j (round j). Proof. by right. Qed.
Lemma reached_max e j k : reached c e j k -> k <= S j.
Proof. by case=> [[]|[_ h]] //; apply: leq_trans h (in_time pc j). Qed.

(** Of an epoch that u has not begun, v has been in no more rounds than news takes from u. *)
Lemma not_begun u v k : reached c (epoch u).+1 v k -> k < dist u v.
Proof.
move e: (dist u v) => d; elim: d v k e => [|d IH] v k e.
  move/eqP: e; rewrite dist_eq0 // => /eqP <- [[]|[]]; lia.
have ne : u != v by rewrite -(dist_eq0 connected) e.
have [w aw dw] := dist_last connected ne; have {}dw : dist u w = d by lia.
case: k => [|k] // rv; have := IH w _ dw (pace pc aw rv); have := dist_S u w.
by rewrite gtn_min dw ltnS; case: (ltnP k d) => //= _; lia.
Qed.

(** FTC-26, MessageInvariants!EpochSkew: nobody is more than one epoch behind. *)
Theorem epoch_skew u v : epoch v <= (epoch u).+1.
Proof.
rewrite leqNgt; apply/negP => lt; have : reached c (epoch u).+1 v (S v) by left.
by move/not_begun; have := dist_S u v; lia.
Qed.

(** ... and whoever has decided in an epoch knows that all have begun it. *)
Lemma decided_all_begun u v : decided (vars v) <> None -> epoch v <= epoch u.
Proof.
move=> dv; have [le _] := decided_in (sn v) dv; rewrite leqNgt; apply/negP => lt.
have e : epoch v = (epoch u).+1 by apply/eqP; rewrite eqn_leq epoch_skew lt.
have := reached_here v; rewrite e => /not_begun; have := dist_D u v; lia.
Qed.

Lemma stopped_decided_now j : stopped (vars j) <> None -> decided (vars j) <> None.
Proof.
move=> s0; have [er ev] := stopped_now (same_reachable rc) (in_time pc j) s0.
by move: s0; rewrite ev; apply: stopped_decided.
Qed.

(* with the bound ending: where one has been, another has been but for the distance *)
Lemma reached_bound N e i j k : how = Bound N -> dist i j <= k -> reached c e j k -> reached c e i (k - dist i j).
Proof.
move=> eh; move ed: (dist i j) => d; elim: d j k ed => [|d IH] j k ed.
  by move/eqP: ed; rewrite dist_eq0 // => /eqP <- _; rewrite subn0.
have ne : i != j by rewrite -(dist_eq0 connected) ed.
have [w aw dw] := dist_last connected ne; have {}dw : dist i w = d by lia.
case: k => [|k] // le rj; have kS : k <= S w by apply: ltnW; have := reached_max rj; rewrite /stop_round eh.
by have := pace pc aw rj; rewrite (minn_idPl kS) subSS; apply: IH.
Qed.

(* with the probe ending the same, but no further than the round after the last decision *)
Lemma reached_probe e i j k : how = Probe -> dist i j <= k -> reached c e j k -> reached c e i (minn (k - dist i j) Tmax.+1).
Proof.
move=> eh; move ed: (dist i j) => d; elim: d j k ed => [|d IH] j k ed.
  move/eqP: ed; rewrite dist_eq0 // => /eqP <- _; rewrite subn0; apply: reached_le; exact: geq_minl.
have ne : i != j by rewrite -(dist_eq0 connected) ed.
have [w aw dw] := dist_last connected ne; have {}dw : dist i w = d by lia.
case: k => [|k] // le rj; have dM := dist_M i w eh; have sw := stop_probe M w eh.
have ld : d <= minn k (S w) by rewrite leq_min ltnS in le *; rewrite le sw; lia.
apply: reached_le (IH w _ dw ld (pace pc aw rj)).
by rewrite subSS leq_min geq_minr andbT; lia.
Qed.

(* when somebody has been through epoch e *)
Lemma all_past_Tmax e i j : how = Probe -> reached c e j (S j) -> reached c e i Tmax.+1.
Proof.
move=> eh /(reached_probe eh (dist_S i j)); apply: reached_le.
by have := dist_M i j eh; rewrite leq_min leqnn andbT stop_probe //; lia.
Qed.

Lemma through j : stopped (vars j) <> None -> reached c (epoch j) j (S j).
Proof. by move=> s0; have [<- _] := stopped_now (same_reachable rc) (in_time pc j) s0; apply: reached_here. Qed.

(** FTC-25 with the probe ending, MessageInvariants!KnowsAll: whoever has stopped, or has begun a later epoch, knows that
    all have decided. *)
Theorem knows_all i j : how = Probe -> (stopped (vars j) <> None /\ epoch j = epoch i) \/ epoch i < epoch j ->
  decided (vars i) <> None.
Proof.
move=> eh h; have r : reached c (epoch i) j (S j).
  by case: h => [[s0 <-]|lt]; [exact: through|left].
have [[]|[_ lt]] := all_past_Tmax i eh r; first by rewrite ltnn.
by apply: late_in (sn i) _; apply: leq_ltn_trans (D_le how M i) lt.
Qed.

(** FTC-25 with the bound ending: where everybody is when j has stopped. *)
Theorem knows_rounds N i j : how = Bound N -> stopped (vars j) <> None ->
  epoch j < epoch i \/ (epoch i = epoch j /\ 2 * N - 2 - dist i j <= round i).
Proof.
move=> eh /through r; have := reached_bound eh (dist_S i j) r; rewrite {1}/stop_round eh.
by case=> [[lt _]|[ee le]]; [left|right].
Qed.

(** FTC-27, MessageInvariants!SkewBounded. Before j has decided, and with a bound always, it is at most dist(i->j) rounds ahead. *)
Theorem skew i j : epoch i = epoch j -> decided (vars j) = None \/ how <> Probe -> round j <= round i + dist i j.
Proof.
move=> ee h; case: (leqP (dist i j) (round j)) => [le|]; last by lia.
have [[N eh]|eh] := endingP how.
  by have := reached_bound eh le (reached_here j); rewrite -ee => -[[]|[_]]; [rewrite ltnn|lia].
have d0 : decided (vars j) = None by case: h => // ne; case: ne.
have lt : round j <= D j by rewrite leqNgt; apply/negP => /(late_in (sn j)).
have := reached_probe eh le (reached_here j); rewrite (minn_idPl _); last by have := D_le how M j; lia.
by rewrite -ee => -[[]|[_]]; [rewrite ltnn|lia].
Qed.

(** ... with the probe ending, once it has decided, at most M_j; *)
Theorem skew_order i j : how = Probe -> epoch i = epoch j -> decided (vars j) <> None -> round j <= round i + M j.
Proof.
move=> eh ee dj; have dM := dist_M i j eh; case: (leqP (dist i j) (round j)) => [le|]; last by lia.
have := reached_probe eh le (reached_here j); rewrite -ee => -[[]|[_]]; first by rewrite ltnn.
by have := in_time pc j; rewrite stop_probe //; lia.
Qed.

(** ... so always less than n; *)
Lemma skew_lt i j : epoch i = epoch j -> round j < round i + #|Node|.
Proof.
move=> ee; case d: (decided (vars j)) => [T|]; last first.
  by have := skew ee (or_introl d); have := dist_lt connected i j; lia.
have [[N eh]|eh] := endingP how.
  have ne : how <> Probe by rewrite eh.
  by have := skew ee (or_intror ne); have := dist_lt connected i j; lia.
have dj : decided (vars j) <> None by rewrite d.
by have := skew_order eh ee dj; have := order_lt j; lia.
Qed.

(** ... and along an arc i->j whose tail has not stopped, at most 1. *)
Lemma skew_arc i j : arc i j -> epoch i = epoch j -> stopped (vars i) = None -> round j <= (round i).+1.
Proof.
move=> a ee s0; case e: (round j) => [|k] //; rewrite ltnS.
have rj : reached c (epoch j) j k.+1 by right; rewrite e.
case: (pace pc a rj); rewrite -ee => -[]; first by rewrite ltnn.
move=> _; rewrite geq_min => /orP[//|le].
case: (leqP k (round i)) => // lt; have [|[]] := marked pc a rj (leq_trans le (ltnW lt)); by rewrite -?ee ?ltnn // s0.
Qed.
End Skew.
