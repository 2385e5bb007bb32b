(* How far nodes have come: who has left a round has heard that every in-neighbour has entered it, or has stopped. *)
From mathcomp Require Import all_ssreflect zify.
From Kizami Require Import Digraph Rounds LossyLinks SameWords.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Section Pace.
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
Local Notation lockstep := (lockstep arc start combine how settled found verdict).
Local Notation arrived := (arrived arc start combine how settled found verdict).
Local Notation step := (step arc start combine how settled found verdict Epochs).
Local Notation reachable := (reachable arc start combine how settled found verdict Epochs).
Local Notation lockstepE := (lockstepE arc start combine how settled found verdict).
Local Notation in_round := (in_round arc start combine how settled found verdict).
Local Notation same := (same arc start combine how settled found verdict).
Local Notation same_reachable := (same_reachable combine_ext).

Lemma dist_M i j : how = Probe -> dist i j <= M j.
Proof. by move=> e; have [_ _ _ o] := probe 0 e; apply: leq_trans (dist_ecc arc i j) (o j). Qed.

(* every distance is less than any node's decision round, but for a single node *)
Lemma dist_D i j : dist i j <= D j.
Proof.
have lt := dist_lt connected i j; rewrite /decision_round; have [[N e]|e] := endingP how; rewrite e.
  by have := bound_large e; lia.
by rewrite /T; have := dist_M i j e; lia.
Qed.
Lemma dist_S i j : dist i j <= S j. Proof. exact: leq_trans (dist_D i j) (D_stop how M j). Qed.

Lemma stopped_in e k j y : k <= S j -> in_round e k j y -> stopped y <> None -> k = S j /\ y = lockstep e k j.
Proof.
have [hs _ _ _ _ _ _] := good_before verdict combine_ext (probe e) connected k.
have [hl _ _ _ _ _ _] := good_run verdict combine_ext (probe e) connected k.
move=> le; have na : stopped (arrived e k j) = None by rewrite hs ltnNge le.
case=> ->; first by rewrite na.
  by rewrite /Rounds.decide_node; case: ifP => _ /=; rewrite na.
by rewrite hl ltnS; case: leqP => // le' _; split=> //; apply/eqP; rewrite eqn_leq le le'.
Qed.

Lemma decided_in e k j y : in_round e k j y -> decided y <> None -> D j <= k /\ (how = Probe -> order y = M j).
Proof.
have [_ hd _ ho _ _ _] := good_before verdict combine_ext (probe e) connected k.
have [_ ld _ lo _ _ _] := good_run verdict combine_ext (probe e) connected k.
have of_run : decided (lockstep e k j) <> None -> D j <= k /\ (how = Probe -> order (lockstep e k j) = M j).
  rewrite ld ltnS; case: leqP => // le _; split=> // eh; rewrite lo // D_probe //.
  by have [_ _ -> _] := probe e eh.
have [kd ko] : decided (decide_node k j (arrived e k j)) = decided (lockstep e k j) /\
               order (decide_node k j (arrived e k j)) = order (lockstep e k j).
  by rewrite lockstepE /Rounds.stop_node; case: ifP.
case=> ->; [|by rewrite kd ko|exact: of_run].
rewrite hd; case: ltnP => // lt _; split=> [|eh]; first exact: ltnW.
by rewrite ho // D_probe //; have [_ _ -> _] := probe e eh.
Qed.

Lemma late_in e k j y : in_round e k j y -> D j < k -> decided y <> None.
Proof.
have [_ hd _ _ _ _ _] := good_before verdict combine_ext (probe e) connected k.
have [_ ld _ _ _ _ _] := good_run verdict combine_ext (probe e) connected k.
move=> h lt; have na : decided (arrived e k j) <> None by rewrite hd lt.
by case: h => ->; [|rewrite decide_again|rewrite ld ltnS (ltnW lt)].
Qed.

(* Of epoch e, node v has entered round k. *)
Definition reached (c : config) e v k := e < epoch (nodes c v) /\ k <= S v \/ e = epoch (nodes c v) /\ k <= round (nodes c v).

Lemma reached_le c e v k l : l <= k -> reached c e v k -> reached c e v l.
Proof. by move=> le [[lt h]|[ee h]]; [left|right]; split=> //; apply: leq_trans le h. Qed.

(* u is done with epoch e *)
Definition gone (c : config) e u := e < epoch (nodes c u) \/ e = epoch (nodes c u) /\ stopped (vars (nodes c u)) <> None.

(* Who has left round k has heard from every in-neighbour that it has entered round k, or has stopped. *)
Record paced (c : config) : Prop := Paced {
  in_time : forall v, round (nodes c v) <= S v;
  pace    : forall e u v k, arc u v -> reached c e v k.+1 -> reached c e u (minn k (S u));
  marked  : forall e u v k, arc u v -> reached c e v k.+1 -> S u <= k -> gone c e u }.

Lemma stopped_now c v : same c -> round (nodes c v) <= S v -> stopped (vars (nodes c v)) <> None ->
  round (nodes c v) = S v /\ vars (nodes c v) = lockstep (epoch (nodes c v)) (round (nodes c v)) v.
Proof. by case=> sn _ _ le; apply: stopped_in. Qed.

(* where a message says that its sender has been, it has been *)
Lemma made_reached c m : same c -> paced c -> network c m -> reached c (epoch_of m) (from m) (minn (round_of m) (S (from m))).
Proof.
move=> sc [it _ _] nm; have [_ sm _] := sc; have [_ [lt|[em rm _]]] := sm m nm.
  by left; rewrite geq_minr.
by right; split=> //; rewrite (leq_trans (geq_minl _ _)).
Qed.

Lemma paced_step c c' : same c -> paced c -> step c c' -> paced c'.
Proof.
move=> sc pc st; have [sn sm sb] := sc; have [it pa ma] := pc.
(* only to begin an epoch or to advance changes where a node has been *)
have same_place j y box off new : epoch y = epoch (nodes c j) -> round y = round (nodes c j) ->
    (stopped (vars (nodes c j)) <> None -> stopped (vars y) <> None) -> paced (put c j y box off new).
  move=> ee er es; have er' v : round (upd (nodes c) j y v) = round (nodes c v) by rewrite /upd; case: eqP => // ->.
  have ee' v : epoch (upd (nodes c) j y v) = epoch (nodes c v) by rewrite /upd; case: eqP => // ->.
  split=> [v|e u v k|e u v k]; first by rewrite /= er'.
    by rewrite /reached /= !ee' !er'; apply: pa.
  move=> a; rewrite /reached /gone /= !ee' !er' => h /(ma e u v k a h)[|[e1 s1]]; [by left|right; split=> //].
  by rewrite /upd; case: eqP => // eu; apply: es; rewrite -eu.
case: st => [j m nm um|j left|j hear x s0 nd ns hold own other y|j x cd y|j x cs y new|j x s0 le y].
- by split.
- by split.
- have at_run e k u : stopped (lockstep e k u) = if S u <= k then Some (S u) else None.
    exact: (stops_exactly_at verdict combine_ext (probe e) connected).
  have lt : round x < S j.
    have ex : vars x = lockstep (epoch x) (round x) j by apply: still (sn j) nd ns.
    by move: s0; rewrite ex at_run; case: leqP.
  set c1 := put _ _ _ _ _ _.
  have grow e v k : reached c e v k -> reached c1 e v k.
    rewrite /reached /= /upd; case: eqP => [->|_] //=; rewrite -/x => -[h|[ee h]]; [by left|right].
    by split=> //; apply: leqW.
  have grow' e v : gone c e v -> gone c1 e v.
    by rewrite /gone /= /upd; case: eqP => [->|_] //=; rewrite -/x s0 => -[h|[_ //]]; left.
  (* what of round k.+1 at v: it was there before, or it is the new round *)
  have new_round e v k : reached c1 e v k.+1 -> reached c e v k.+1 \/ [/\ v = j, e = epoch x & k = round x].
    rewrite /reached /= /upd; case: eqP => [->|_] /=; last by left.
    rewrite -/x => -[h|[ee h]]; first by left; left.
    by move: h; rewrite ltnS leq_eqVlt => /orP[/eqP ->|h]; [right|left; right].
  have heard_of u : arc u j -> reached c (epoch x) u (minn (round x) (S u)) /\ (S u <= round x -> gone c (epoch x) u).
    move=> a; have [m im [fm hm]] := hold u a; have [nm [_ em _ _]] := sb _ _ im.
    have [[tp tn] mb] := sm m nm; have rm := made_reached sc pc nm; rewrite em fm -/x in tp tn mb rm.
    case: hm => [[er [ep ne]]|[ler [ep _]]].
      rewrite er in rm; split=> // le; move: tp; rewrite er at_run le ep => e; by rewrite e in ne.
    have := tn ep; rewrite at_run; case: leqP => // le [e1]; split.
      by apply: reached_le rm; rewrite -e1 minnn geq_minr.
    move=> _; rewrite /gone; case: mb => [h|[ee _ /(_ ep) h]]; [left|right]; by rewrite -?em.
  split=> [v|e u v k a|e u v k a]; first by rewrite /= /upd; case: eqP => [->|_] //=.
    case/new_round=> [/(pa e u v k a) /grow //|[ev -> ->]]; rewrite ev in a.
    by apply: grow; have [] := heard_of u a.
  case/new_round=> [h le|[ev -> ->] le]; first by apply/grow'/(ma e u v k).
  by rewrite ev in a; apply: grow'; have [_] := heard_of u a; apply.
- by apply: same_place => //; rewrite -/x /y /= /Rounds.decide_node; case: ifP.
- by apply: same_place => //; rewrite -/x /y /= /Rounds.stop_node; case: ifP.
- have [eS eL] : round x = S j /\ vars x = lockstep (epoch x) (round x) j by apply: stopped_now.
  set c1 := put _ _ _ _ _ _.
  have back e v k : reached c1 e v k.+1 -> reached c e v k.+1.
    rewrite /reached /= /upd; case: eqP => [->|_] //=; rewrite -/x ltnS leq_eqVlt => -[[/orP[/eqP ee|lt] h]|[_ //]]; last by left.
    by right; rewrite eS.
  have grow e v k : reached c e v k -> reached c1 e v k.
    rewrite /reached /= /upd; case: eqP => [->|_] //=; rewrite -/x => -[[lt h]|[ee h]]; left.
      by split=> //; apply: leqW.
    by rewrite ee -eS.
  have grow' e v : gone c e v -> gone c1 e v.
    by rewrite /gone /= /upd; case: eqP => [->|_] //=; rewrite -/x => -[h|[-> _]]; left; rewrite ltnS // ltnW.
  split=> [v|e u v k a /back h|e u v k a /back h le1]; first by rewrite /= /upd; case: eqP.
    by apply: grow; apply: pa a h.
  by apply: grow'; apply: ma a h le1.
Qed.

Lemma paced_reachable c : reachable c -> paced c.
Proof.
elim=> [|{}c c' rc IH st]; last exact: paced_step (same_reachable rc) IH st.
by split=> // e u v k _ [[//]|[]].
Qed.
End Pace.
