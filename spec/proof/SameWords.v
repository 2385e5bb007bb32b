(* Same words, FTC-21, FTC-22 and FTC-24: whatever links do, a node goes through what lock step goes through. No linear
   algebra, no connection. *)
From mathcomp Require Import all_ssreflect zify.
From Kizami Require Import Digraph Rounds LossyLinks.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Section SameWords.
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

Local Notation local := (local Word Average).
Local Notation msg := (msg Node Word).
Local Notation config := (config Node Word Average).
Local Notation lockstep := (lockstep arc start combine how settled found verdict).
Local Notation arrived := (arrived arc start combine how settled found verdict).
Local Notation message := (message start).
Local Notation decides := (decides how settled).
Local Notation stops := (stops how).
Local Notation silent := (silent how).
Local Notation fresh := (fresh start how).
Local Notation usable := (usable arc).
Local Notation step := (step arc start combine how settled found verdict Epochs).
Local Notation init_config := (init_config Average start how).
Local Notation reachable := (reachable arc start combine how settled found verdict Epochs).
Local Notation Advance := (Advance combine found verdict Epochs).

Local Notation decide_node := (decide_node how settled found verdict).
Local Notation stop_node := (stop_node how).
Local Notation said e := (@said Node Word Average (start e)).

Lemma lockstepE e k j : lockstep e k j = stop_node k (decide_node k j (arrived e k j)).
Proof. exact: runE. Qed.

(* Within a round a node is where lock step is before, between or after deciding and stopping. *)
Definition in_round e k j y :=
  [\/ y = arrived e k j, y = decide_node k j (arrived e k j) | y = lockstep e k j].

Lemma said_decide e k j y : said e j (decide_node k j y) = said e j y.
Proof. by rewrite /Rounds.decide_node; case: ifP. Qed.
Lemma said_stop e k j y : said e j (stop_node k y) = said e j y.
Proof. by rewrite /Rounds.stop_node; case: ifP. Qed.
Lemma said_lockstep e k j : said e j (arrived e k j) = said e j (lockstep e k j).
Proof. by rewrite lockstepE said_stop said_decide. Qed.

Lemma stop_again k (y : node Word Average) : stop_node k (stop_node k y) = stop_node k y.
Proof. by rewrite /Rounds.stop_node; case: (boolP (can_stop how k y)) => [|/negPf ->] //=; rewrite /can_stop /= andbF. Qed.

Lemma still e k j y : in_round e k j y -> ~~ can_decide how settled k j y -> ~~ can_stop how k y -> y = lockstep e k j.
Proof.
rewrite lockstepE => h nd /negPf ns; have e1 : decide_node k j y = y by rewrite /Rounds.decide_node (negPf nd).
have e2 : stop_node k y = y by rewrite /Rounds.stop_node ns.
by case: h => [h|h|->]; rewrite ?lockstepE // -h ?e1 e2.
Qed.

Lemma decide_in_round e k j y : in_round e k j y -> can_decide how settled k j y -> in_round e k j (decide_node k j y).
Proof.
move=> h cd; suff -> : y = arrived e k j by constructor 2.
have d0 : decided y = None by move: cd; rewrite /can_decide; case/andP=> /eqP.
have aux : decided (decide_node k j (arrived e k j)) = None -> decide_node k j (arrived e k j) = arrived e k j.
  by rewrite /Rounds.decide_node; case: ifP.
case: h => // h; first by rewrite h aux // -h.
move: d0; rewrite h lockstepE; set z := decide_node _ _ _ => d0.
have dz : decided z = None by move: d0; rewrite /Rounds.stop_node; case: ifP.
by rewrite /Rounds.stop_node /can_stop dz /= /z aux.
Qed.

Lemma stop_in_round e k j y : in_round e k j y -> can_stop how k y -> stop_node k y = lockstep e k j.
Proof.
rewrite lockstepE => -[->|->|->]; rewrite ?lockstepE ?stop_again //.
by case/andP=> /eqP d _; rewrite decide_again.
Qed.

Lemma bound_stops e k j N : how = Bound N -> decided (lockstep e k j) <> None -> stopped (lockstep e k j) <> None.
Proof.
move=> eh; rewrite lockstepE; set z := decide_node _ _ _; rewrite /Rounds.stop_node /can_stop eh.
by case dz: (decided z) => [T|] /=; case sz: (stopped z) => [s|] //=; rewrite ?dz ?sz.
Qed.

(* A message is made in a round if and only if its node does not stop there in lock step. *)
Lemma silentE e k j : stopped (arrived e k j) = None -> silent k (arrived e k j) = (stopped (lockstep e k j) != None).
Proof.
move=> s0; rewrite lockstepE /LossyLinks.silent; have [[N eh]|eh] := endingP how.
  have d0 : decided (arrived e k j) = None.
    case: k s0 => [|k] //; rewrite /LossyLinks.arrived /= /advance; case: eqP => //= sn _.
    by case d: (decided _) => //; exfalso; apply: (bound_stops eh _ sn); rewrite /LossyLinks.lockstep d.
  move: (arrived e k j) s0 d0 => y s0 d0; rewrite /Rounds.decide_node /can_decide d0 s0 /enough eh /=.
  by case: ifP => _; rewrite /Rounds.stop_node /can_stop /= ?d0 /= ?s0.
have hk : decided (arrived e k j) = None -> k <= horizon (arrived e k j).
  case: k s0 => [|k] //; rewrite /LossyLinks.arrived /= /advance; case: eqP => //= _ _ d.
  by rewrite /listen d eh leq_max leqnn orbT.
move: (arrived e k j) s0 hk => y s0 hk; rewrite eh; case d: (decided y) hk => [T|] hk /=.
  by rewrite decide_again ?d // /Rounds.stop_node /can_stop d s0 /=; case: ifP => //=; rewrite s0.
have {}hk := hk (erefl _); rewrite /Rounds.decide_node; case: ifP => _; rewrite /Rounds.stop_node /can_stop /= ?d ?s0 //=.
by rewrite ifN //= ?s0 // -ltnNge addnS ltnS (leq_trans hk) ?leq_addr.
Qed.

Lemma advance_ext k f g j (y : node Word Average) : f =1 g -> advance_node combine how k f j y = advance_node combine how k g j y.
Proof.
move=> e; rewrite /advance_node (combine_ext (g := fun i => omap fst (g i))) => [|i]; last by rewrite e.
by congr NodeState; rewrite /listen; case: how => //; congr (maxn _ _); apply: eq_bigr => i _; rewrite e.
Qed.

(* what a message says is what lock step says *)
Definition true_message m :=
  let s := lockstep (epoch_of m) (round_of m) (from m) in
  payload m = (if stopped s is None then Some (said (epoch_of m) (from m) s) else None) /\
  (payload m = None -> stopped s = Some (round_of m)).
(* and its sender has come as far *)
Definition made_by (x : local) (m : msg) :=
  epoch_of m < epoch x \/
  [/\ epoch_of m = epoch x, round_of m <= round x & payload m = None -> stopped (vars x) <> None].

Record same (c : config) : Prop := Same {
  same_node : forall j, in_round (epoch (nodes c j)) (round (nodes c j)) j (vars (nodes c j));
  same_msg  : forall m, network c m -> true_message m /\ made_by (nodes c (from m)) m;
  same_box  : forall j m, inbox c j m -> network c m /\ usable c j m }.

Lemma fresh_true e k j m : stopped (arrived e k j) = None -> fresh j (At e k (arrived e k j)) m ->
  [/\ from m = j, epoch_of m = e, round_of m = k, payload m <> None & true_message m].
Proof.
move=> s0 [ns ->]; split=> //; rewrite /true_message /=; rewrite silentE // negbK in ns.
by rewrite (eqP ns) said_lockstep; split.
Qed.

Lemma arrivedE e k j hear : stopped (lockstep e k j) = None ->
    (forall i, hear i = heard arc (start e) (lockstep e k) j i) ->
  advance_node combine how k hear j (lockstep e k j) = arrived e k.+1 j.
Proof. by move=> s0 h; rewrite /LossyLinks.arrived /= /advance s0 eqxx; apply: advance_ext. Qed.

(* what an Advance hears is what lock step hears *)
Lemma hears_same (c : config) j hear : same c -> let x := nodes c j in
    vars x = lockstep (epoch x) (round x) j -> stopped (vars x) = None ->
    (forall i, arc i j -> holds c j i (hear i)) -> hear j = Some (said (epoch x) j (vars x)) ->
    (forall i, i != j -> ~~ arc i j -> hear i = None) ->
  forall i, hear i = heard arc (start (epoch x)) (lockstep (epoch x) (round x)) j i.
Proof.
case=> sn sm sb x ex s0 hold own other i; rewrite /heard /hears; rewrite ex in s0 own.
have [->|ne] := eqVneq i j; first by rewrite own s0 eqxx.
case a: (arc i j) => /=; last by rewrite andbF other ?a.
rewrite andbT; have [m im [fm hm]] := hold i a; have [nm [_ em _ _]] := sb _ _ im.
have [[tp tn] _] := sm m nm; rewrite /true_message fm em -/x in tp tn.
case: hm => [[er [ep ne']]|[le [ep ->]]].
  by move: tp; rewrite er ep; case: stopped => [s|] // e; rewrite e in ne'.
have st := tn ep; have e : lockstep (epoch x) (round x) i = lockstep (epoch x) (round_of m) i.
  by apply: stopped_stays => //; rewrite -/(lockstep _) st.
by rewrite e st.
Qed.

Lemma same_init : same init_config.
Proof.
split=> //= [j|m [j fr]]; first by constructor 1.
have [fm em rm nm tm] := @fresh_true 0 0 j m erefl fr.
by split=> //; right; rewrite em rm; split.
Qed.

Lemma made_later (x y : local) m : epoch x < epoch y -> made_by x m -> made_by y m.
Proof. by move=> lt [h|[em _ _]]; left; [apply: ltn_trans h lt|rewrite em]. Qed.

Lemma same_step c c' : same c -> step c c' -> same c'.
Proof.
move=> sc st; have [sn sm sb] := sc.
case: st => [j m nm um|j left|j hear x s0 nd ns hold own other y|j x cd y|j x cs y new|j x s0 le y].
- by split=> //= i n [/sb //|[-> ->]].
- by split=> //= i n [/sb].
- have ex : vars x = lockstep (epoch x) (round x) j by apply: still (sn j) nd ns.
  have ey : vars y = arrived (epoch x) (round x).+1 j.
    rewrite /y /= ex; apply: arrivedE; first by rewrite -ex.
    exact: hears_same hold own other.
  have sy : stopped (vars y) = None by [].
  have [ep er] : epoch y = epoch x /\ round y = (round x).+1 by [].
  clearbody y; split=> /=; rewrite /upd.
  + by move=> i; case: eqP => [->|_] //; rewrite ey ep er; constructor 1.
  + move=> m [/sm [tm mm]|fr].
      split=> //; case: eqP => // e; rewrite e -/x in mm; case: mm => [lt|[em rm pm]]; [by left; rewrite ep|right].
      by rewrite ep er; split=> //; [apply: leqW|move/pm; rewrite s0].
    have yE : y = At (epoch x) (round x).+1 (arrived (epoch x) (round x).+1 j) by case: (y) ep er ey => e0 r0 v0 /= -> -> ->.
    rewrite yE in fr; have [|fm em rm nm tm] := fresh_true _ fr; first by rewrite -ey.
    by split=> //; right; rewrite fm eqxx em rm ep er; split.
  + move=> i m; rewrite /LossyLinks.usable /= /upd; case: eqP => [->|_]; last by move/sb => [nm]; split=> //; left.
    by case=> /sb [nm [am em _ _]] rm; split; [left|rewrite ep].
- have s0 : stopped (vars x) = None by case/and3P: cd => _ /eqP.
  have sy : stopped (vars y) = None by rewrite /y /= /Rounds.decide_node; case: ifP.
  have iy : in_round (epoch x) (round x) j (vars y).
    exact: (decide_in_round (sn j) cd).
  have [ep er] : epoch y = epoch x /\ round y = round x by [].
  clearbody y; split=> /=; rewrite /upd.
  + by move=> i; case: eqP => [->|_] //; rewrite ep er.
  + move=> m [/sm [tm mm]|//]; split=> //; case: eqP => // e; rewrite e -/x in mm.
    by case: mm => [lt|[em rm pm]]; [left; rewrite ep|right; rewrite ep er; split=> // /pm; rewrite s0].
  + move=> i m; rewrite /LossyLinks.usable /= /upd; case: eqP => [->|ne] /sb [nm um]; split; try by left.
      by rewrite ep er; case: um => am em rm _; split.
    by case: um.
- have sy : vars y = lockstep (epoch x) (round x) j by apply: stop_in_round (sn j) cs.
  have sk : stopped (vars y) = Some (round x) by rewrite /y /= /Rounds.stop_node -/(stops x) cs.
  have [ep er] : epoch y = epoch x /\ round y = round x by [].
  rewrite /new {new}; clearbody y; split=> /=; rewrite /upd.
  + by move=> i; case: eqP => [->|_] //; rewrite sy ep er; constructor 3.
  + move=> m [/sm [tm mm]|[eh ->]]; last first.
      rewrite /true_message /= ep er -sy sk eqxx; split; [by split|right; split=> //=; by rewrite ?sk ?ep ?er].
    split=> //; case: eqP => // e; rewrite e -/x in mm; case: mm => [lt|[em rm pm]]; [by left; rewrite ep|right].
    by rewrite ep er sk; split.
  + move=> i m; rewrite /LossyLinks.usable /= /upd; case: eqP => [//|ne] /sb [nm um]; split; [by left|by case: um].
- have [ep er vy] : [/\ epoch y = (epoch x).+1, round y = 0 & vars y = arrived (epoch x).+1 0 j] by [].
  clearbody y; split=> /=; rewrite /upd.
  + by move=> i; case: eqP => [->|_] //; rewrite vy ep er; constructor 1.
  + move=> m [/sm [tm mm]|fr].
      by split=> //; case: eqP => // e; rewrite e -/x in mm; apply: made_later mm; rewrite ep.
    have yE : y = At (epoch x).+1 0 (arrived (epoch x).+1 0 j) by case: (y) ep er vy => e0 r0 v0 /= -> -> ->.
    rewrite yE in fr; have [|fm em rm nm tm] := fresh_true _ fr; first by [].
    by split=> //; right; rewrite fm eqxx em rm ep er; split.
  + move=> i m; rewrite /LossyLinks.usable /= /upd; case: eqP => [->|ne] /sb [nm um]; first by case: um => _ _ _ s1; case: s0.
    by split; [left|case: um].
Qed.

Lemma same_reachable c : reachable c -> same c.
Proof. elim=> [|{}c c' _ IH st]; [exact: same_init|exact: same_step IH st]. Qed.

(** Same words: every variable of a node is one that it has in the same round of lock step, where its epoch began alike. *)
Theorem same_words c j : reachable c -> in_round (epoch (nodes c j)) (round (nodes c j)) j (vars (nodes c j)).
Proof. by move=> /same_reachable []. Qed.

(** ... and when it goes on, it is what lock step has after the round. *)
Lemma same_when_it_goes_on c j : reachable c -> ~~ decides j (nodes c j) -> ~~ stops (nodes c j) ->
  vars (nodes c j) = lockstep (epoch (nodes c j)) (round (nodes c j)) j.
Proof. by move=> /(same_words j); apply: still. Qed.

(** ... and so is what it decides. *)
Lemma decided_as c j : reachable c -> decided (vars (nodes c j)) <> None ->
  exists2 k, decided (lockstep (epoch (nodes c j)) k j) = decided (vars (nodes c j))
           & average (lockstep (epoch (nodes c j)) k j) = average (vars (nodes c j)).
Proof.
move=> /(same_words j); move: (epoch _) (round _) (vars _) => e k y [] ->; last by exists k.
  by case: k => [//|k] _; exists k; rewrite /LossyLinks.arrived /= /advance; case: ifP.
by exists k; rewrite lockstepE /Rounds.stop_node; case: ifP.
Qed.

(** FTC-21: one message for each node, epoch and round. *)
Theorem one_message_each c m o : reachable c -> network c m -> network c o ->
  from m = from o -> epoch_of m = epoch_of o -> round_of m = round_of o -> m = o.
Proof.
move=> /same_reachable [_ sm _] /sm [[pm _] _] /sm [[po _] _].
by case: m pm => i e k p /= ->; case: o po => i' e' k' p' /= -> -> -> ->.
Qed.

(** FTC-21: marks are made with the probe ending only. *)
Lemma mark_probe c m : reachable c -> network c m -> payload m = None -> how = Probe.
Proof.
move=> rc; elim: rc m => [m [j [_ ->]]|{}c c' _ IH st m] //.
case: st => [i n _ _|i left|i hear x _ _ _ _ _ _|i x _|i x _|i x _ _] /=; try by move=> *; apply: (IH m).
- by case=> [|[_ ->]] //; apply: IH.
- by case=> //; apply: IH.
- by case=> [|[]] //; apply: IH.
- by case=> [|[_ ->]] //; apply: IH.
Qed.

(** FTC-22, MessageInvariants!NoMixing: what a node holds it can still use. *)
Lemma no_mixing c j m : reachable c -> inbox c j m -> usable c j m.
Proof. by move=> /same_reachable [_ _ sb] /sb []. Qed.
End SameWords.
