(* What nodes go on offering suffices, FTC-23; and nothing that can be used is far ahead, FTC-22. *)
From mathcomp Require Import all_ssreflect zify.
From Kizami Require Import Digraph Rounds LossyLinks SameWords Pace Skew.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Section Window.
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
Local Notation lockstep := (lockstep arc start combine how settled found verdict).
Local Notation decides := (decides how settled).
Local Notation stops := (stops how).
Local Notation kept := (kept how).
Local Notation latest := (latest how).
Local Notation usable := (usable arc).
Local Notation step := (step arc start combine how settled found verdict Epochs).
Local Notation reachable := (reachable arc start combine how settled found verdict Epochs).
Local Notation same_reachable := (same_reachable combine_ext).
Local Notation dist_S := (dist_S connected probe bound_large).
Local Notation decided_in := (decided_in combine_ext connected probe).
Local Notation reached := (reached how M).
Local Notation stopped_now := (stopped_now combine_ext connected probe).
Local Notation paced_reachable := (paced_reachable combine_ext connected probe).
Local Notation not_begun := (not_begun combine_ext connected probe bound_large).
Local Notation epoch_skew := (epoch_skew combine_ext connected probe bound_large).
Local Notation decided_all_begun := (decided_all_begun combine_ext connected probe bound_large).
Local Notation reached_bound := (reached_bound combine_ext connected probe).
Local Notation all_past_Tmax := (all_past_Tmax combine_ext connected probe bound_large).
Local Notation skew_order := (skew_order combine_ext connected probe).
Local Notation skew_lt := (skew_lt combine_ext connected probe order_lt).

(* how many of its last rounds of the epoch before a node goes on offering *)
Definition kept_on j := match how with Bound N => N | Probe => (M j).+1 end.

Lemma kept_on_bound N j : how = Bound N -> kept_on j = N. Proof. by rewrite /kept_on => ->. Qed.
Lemma kept_on_probe j : how = Probe -> kept_on j = (M j).+1. Proof. by rewrite /kept_on => ->. Qed.

Record offers (c : config) : Prop := Offers {
  off_now : forall m, let x := nodes c (from m) in network c m ->
    epoch_of m = epoch x -> round x < round_of m + kept (vars x) (round x) -> offered c (from m) m;
  off_old : forall m, let x := nodes c (from m) in network c m ->
    (epoch_of m).+1 = epoch x -> decided (vars x) = None -> S (from m) < round_of m + kept_on (from m) ->
    offered c (from m) m;
  off_net : forall j m, offered c j m -> network c m /\ from m = j }.

Lemma kept_undecided (y : node Word Average) k l : decided y = None -> how = Probe -> l < k + kept y l.
Proof. by rewrite /LossyLinks.kept => -> ->; lia. Qed.

Lemma offers_step c c' : reachable c -> offers c -> step c c' -> offers c'.
Proof.
move=> rc [on oo ot] st; have sc := same_reachable rc; have pc := paced_reachable rc; have [sn sm sb] := sc.
case: st => [j m nm um|j left|j hear x s0 nd ns hold own other y|j x cd y|j x cs y new|j x s0 le y].
- by split.
- by split.
- split=> [m|m|i m] /=; rewrite /upd.
  + case: eqP => [ej|ne] /=; last by case=> [nm|[_ em]]; [exact: on|rewrite em in ne].
    move=> nm em lt; rewrite /LossyLinks.latest; split=> //; case: nm => [nm|]; [left|by right].
    rewrite -ej; apply: on => //; rewrite ej -/x //; move: lt; rewrite /LossyLinks.kept /y /=.
    by case: how => [N|]; [|case: (decided (vars x)) => [T|]]; lia.
  + case: eqP => [ej|ne] /=; last by case=> [nm|[_ em]]; [exact: oo|rewrite em in ne].
    move=> nm em d0 lt; rewrite /LossyLinks.latest; split; last by move=> e; exfalso; move: em; rewrite e /=; apply/eqP; rewrite neq_ltn ltnSn orbT.
    by case: nm => [nm|]; [left; rewrite -ej; apply: oo => //; rewrite ej|right].
  + by case: eqP => [->|_]; [case=> -[/ot[nm fm]|fr] _; split=> //; [left|right|case: fr => _ ->]|move/ot=> [nm fm]; split; [left|]].
- have s0 : decided (vars x) = None by move: cd; rewrite /LossyLinks.decides /can_decide; case/and3P=> /eqP.
  have dy : decided (vars y) = Some (round x) by rewrite /y /= /Rounds.decide_node -/(decides j x) cd.
  split=> [m|m|i m] /=; rewrite /upd.
  + case: eqP => [ej|ne] /=; last by case=> // nm; exact: on.
    case=> // nm em lt; split=> //; split=> //; rewrite -ej; apply: on; rewrite ?ej //.
    have [[N eh]|eh] := endingP how; last exact: kept_undecided.
    by move: lt; rewrite /LossyLinks.kept eh.
  + case: eqP => [ej|ne]; last by case=> // nm; exact: oo.
    by rewrite dy.
  + by case: eqP => [->|_]; [case=> -[/ot[nm fm] _] _; split; [left|]|move/ot=> [nm fm]; split; [left|]].
- have [ky dy] : kept (vars y) (round y) = kept (vars x) (round x) /\ decided (vars y) = decided (vars x).
    by rewrite /y /= /Rounds.stop_node; case: ifP.
  split=> [m|m|i m] /=; rewrite /upd.
  + case: eqP => [ej|ne] /=; last by case=> [nm|[_ em]]; [exact: on|rewrite em in ne].
    move=> nm em lt; split=> //; case: nm => [nm|]; [left|by right].
    by rewrite -ej; apply: on; rewrite ?ej // -/x -ky.
  + case: eqP => [ej|ne]; last by case=> [nm|[_ em]]; [exact: oo|rewrite em in ne].
    by rewrite dy => _ _ d0; move: cs; rewrite /LossyLinks.stops /can_stop d0.
  + by case: eqP => [->|_]; [case=> -[/ot[nm fm]|fr] _; split=> //; [left|right|case: fr => _ ->]|move/ot=> [nm fm]; split; [left|]].
- have [eS eL] := stopped_now sc (in_time pc j) s0.
  have dx : decided (vars x) <> None by have := s0; rewrite eL; apply: stopped_decided.
  have kx : kept (vars x) (round x) = kept_on j.
    rewrite /LossyLinks.kept /kept_on; have [[N eh]|eh] := endingP how; rewrite eh //.
    have [_ /(_ eh) ox] := decided_in (sn j) dx; case: decided dx => // T _; by rewrite ox.
  split=> [m|m|i m] /=; rewrite /upd.
  + case: eqP => [ej|ne] /=; last by case=> [nm|[_ em]]; [exact: on|rewrite em in ne].
    case=> [nm|fr] em lt; last by split; [right|rewrite em => /eqP; rewrite gtn_eqF].
    have [_] := sm m nm; by rewrite ej -/x => -[h|[h _ _]]; move: h; rewrite em ?ltnNge ?leqnSn // => /eqP; rewrite gtn_eqF.
  + case: eqP => [ej|ne]; last by case=> [nm|[_ em]]; [exact: oo|rewrite em in ne].
    move=> nm [em] _ lt; rewrite ej in lt; case: nm => [nm|[_ em']]; last by move: em; rewrite em' /= => /eqP; rewrite gtn_eqF.
    have lt' : round x < round_of m + kept (vars x) (round x) by rewrite kx eS.
    by split=> //; left; rewrite -ej; apply: on; rewrite ?ej.
  + by case: eqP => [->|_]; [case=> -[/ot[nm fm]|fr] _; split=> //; [left|right|case: fr => _ ->]|move/ot=> [nm fm]; split; [left|]].
Qed.

Lemma offers_reachable c : reachable c -> offers c.
Proof.
elim=> [|{}c c' rc IH st]; last exact: offers_step IH st.
split=> //= [m [j fr] _ _|j m fr]; first by have e : from m = j by [case: fr => _ ->]; rewrite e.
by split; [exists j|case: fr => _ ->].
Qed.

Section Reachable.
Variable c : config.
Hypothesis rc : reachable c.
Let sc := same_reachable rc.
Let pc := paced_reachable rc.
Local Notation epoch j := (epoch (nodes c j)).
Local Notation round j := (round (nodes c j)).
Local Notation vars j := (vars (nodes c j)).

Lemma ahead_undecided i j : epoch j < epoch i -> decided (vars i) = None.
Proof.
move=> lt; case d: (decided _) => [T|] //; have : epoch i <= epoch j by apply: (decided_all_begun rc); rewrite d.
by rewrite leqNgt lt.
Qed.

(* how far i can be ahead of j, against what it goes on offering *)
Lemma lag_now i j : epoch i = epoch j -> round i < round j + kept (vars i) (round i).
Proof.
move=> ee; have lt := skew_lt rc (esym ee); rewrite /LossyLinks.kept; have [[N eh]|eh] := endingP how; rewrite eh.
  by apply: leq_trans lt _; rewrite leq_add2l; apply: bound_large.
case d: (decided _) => [T|]; last by rewrite addnS ltnS leq_addl.
have di : decided (vars i) <> None by rewrite d.
have [sn _ _] := sc; have [_ /(_ eh) ->] := decided_in (sn i) di.
by rewrite addnS ltnS; apply: (skew_order rc).
Qed.

Lemma lag_before i j : epoch i = (epoch j).+1 -> S i < round j + kept_on i /\ S i < round j + #|Node|.
Proof.
move=> ei; have ri : reached c (epoch j) i (S i) by left; rewrite ei.
have [[N eh]|eh] := endingP how; rewrite ?(kept_on_bound _ eh) ?(kept_on_probe _ eh).
  have := reached_bound rc eh (dist_S j i) ri; case=> [[]|[_]]; first by rewrite ltnn.
  by have := dist_lt connected j i; have := bound_large eh; split; lia.
have := all_past_Tmax rc j eh ri; case=> [[]|[_]]; first by rewrite ltnn.
by rewrite stop_probe //; have := order_lt i; split; lia.
Qed.

Lemma mark_at m : network c m -> payload m = None -> round_of m = S (from m).
Proof.
have [_ sm _] := sc; case/sm=> -[_ tn] _ /tn; rewrite /LossyLinks.lockstep.
by rewrite (stops_exactly_at verdict combine_ext (probe (epoch_of m)) connected); case: ifP => // _ [->].
Qed.

Lemma kept_on_gt0 i : 0 < kept_on i.
Proof.
rewrite /kept_on; have [[N eh]|eh] := endingP how; rewrite eh //.
by apply: leq_trans (bound_large eh); apply: card_gt0_node i.
Qed.
Lemma kept_gt0 i k : 0 < kept (vars i) k.
Proof. by have := kept_on_gt0 i; rewrite /LossyLinks.kept /kept_on; case: how => // _; case: decided. Qed.

(** FTC-23, MessageInvariants!NeededIsOffered: whatever somebody can use, or will be able to use in the next epoch, its
    sender still offers. *)
Theorem needed_is_offered j m : network c m -> usable c j m \/ epoch j < epoch_of m -> offered c (from m) m.
Proof.
move=> nm un; have [on oo _] := offers_reachable rc; have [sn sm _] := sc; have [tm mb] := sm m nm.
case: un => [[_ em rm _]|lt]; last first.
  have le : epoch_of m <= epoch (from m) by case: mb => [/ltnW|[->]].
  have lj : epoch j < epoch (from m) := leq_trans lt le.
  have ei : epoch (from m) = (epoch j).+1 by apply/eqP; rewrite eqn_leq lj (epoch_skew rc).
  have em : epoch_of m = epoch (from m) by apply/eqP; rewrite eqn_leq le ei.
  apply: on => //; have d0 := ahead_undecided lj.
  have [[N eh]|eh] := endingP how; last exact: kept_undecided.
  have : reached c (epoch (from m)) (from m) (round (from m)) by right.
  rewrite ei => /(not_begun rc).
  by rewrite /LossyLinks.kept eh; have := dist_lt connected j (from m); have := bound_large eh; lia.
have late : round j <= round_of m \/ round_of m = S (from m).
  by case: rm => [|/(mark_at nm)]; [left|right].
have [ei|ei] : epoch (from m) = epoch j \/ epoch (from m) = (epoch j).+1.
  have le : epoch_of m <= epoch (from m) by case: mb => [/ltnW|[->]].
  have := epoch_skew rc j (from m); rewrite em in le; move: le; rewrite leq_eqVlt => /orP[/eqP ->|lt le']; [by left|right].
  by apply/eqP; rewrite eqn_leq le' lt.
- apply: on => //; first by rewrite em ei.
  case: late => [le|->]; first by apply: leq_trans (lag_now ei) _; rewrite leq_add2r.
  apply: leq_ltn_trans (in_time pc (from m)) _; rewrite -[X in X < _]addn0 ltn_add2l; exact: kept_gt0.
apply: oo => //; [by rewrite em ei|by apply: (ahead_undecided (j := j)); rewrite ei|].
case: late => [le|->]; first by apply: leq_trans (lag_before ei).1 _; rewrite leq_add2r.
by rewrite -[X in X < _]addn0 ltn_add2l kept_on_gt0.
Qed.

(** FTC-22: nothing that can be used is more than n-1 rounds ahead, so an inbox holds at most n messages of each
    in-neighbour (and with one_message_each no two of one round). *)
Theorem never_far_ahead j m : network c m -> usable c j m -> round_of m < round j + #|Node|.
Proof.
move=> nm [_ em _ _]; have [_ sm _] := sc; have [_ mb] := sm m nm.
have rm : round_of m <= round (from m) /\ epoch (from m) = epoch j \/ epoch (from m) = (epoch j).+1.
  case: mb => [lt|[ee le _]]; [right|by left; rewrite -ee em].
  by apply/eqP; rewrite eqn_leq (epoch_skew rc) -em.
case: rm => [[le ee]|ei]; first by apply: leq_ltn_trans le _; apply: (skew_lt rc).
apply: leq_ltn_trans (lag_before ei).2; have [[tp tn] _] := sm m nm.
case ep: (payload m) => [w|]; last by rewrite (mark_at nm ep).
move: tp; rewrite ep /LossyLinks.lockstep (stops_exactly_at verdict combine_ext (probe (epoch_of m)) connected).
by case: leqP => // /ltnW.
Qed.

(** ... and what is sent is never refused: no horizon is beyond its round, *)
Lemma horizon_le m w h : network c m -> payload m = Some (w, h) -> h <= round_of m.
Proof.
have [_ sm _] := sc; case/sm=> -[-> _] _; case: stopped => // -[_ <-].
have [_ _ _ _ _ hu _] := good_run verdict combine_ext (probe (epoch_of m)) connected (round_of m).
exact: leq_trans (hu _) (geq_minl _ _).
Qed.

(** ... and of one sender a node holds one message for each number of rounds ahead, a late mark for none. *)
Lemma held_once j m o : inbox c j m -> inbox c j o -> from m = from o ->
  round_of m - round j = round_of o - round j -> m = o.
Proof.
have [_ sm sb] := sc; move=> im io ff; have [nm [_ em rm _]] := sb _ _ im; have [no [_ eo ro _]] := sb _ _ io.
have late a b : network c a -> network c b -> from a = from b -> round j <= round_of a \/ payload a = None ->
    round_of b <= round j -> round_of a < round_of b -> False.
  move=> na nb fab ra rb lt; have pa : payload a = None by case: ra => // le; move: lt; rewrite ltnNge (leq_trans rb le).
  have sa := mark_at na pa; have [[tp _] _] := sm b nb; move: tp.
  rewrite /LossyLinks.lockstep (stops_exactly_at verdict combine_ext (probe (epoch_of b)) connected) -fab -sa (ltnW lt).
  by move/(mark_at nb) => sb'; move: lt; rewrite sb' -fab -sa ltnn.
move=> er; apply: (one_message_each combine_ext rc nm no ff); first by rewrite em eo.
case: (ltngtP (round_of m) (round_of o)) => // lt; exfalso.
  by apply: (late _ _ nm no ff rm _ lt); move: er lt; move: (round_of m) (round_of o) (LossyLinks.round _) => a b r; lia.
by apply: (late _ _ no nm (esym ff) ro _ lt); move: er lt; move: (round_of m) (round_of o) (LossyLinks.round _) => a b r; lia.
Qed.
End Reachable.
End Window.
