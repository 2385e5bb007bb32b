(* FTC-47: the bracket on links that lose, double, delay and reorder, for any number of epochs, with the bracket alone and in *)
(* the race (D <= 2N-2). The state and the actions are those of BracketMessages.v. All of FTC-47 is here, below the lemmas,  *)
(* but that a message which no honest node can have sent is refused. tla/BracketInvariants.tla; [bracket.md, Links that lose] *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat intdiv zify.
From Kizami Require Import Digraph BracketRun BracketMain BracketLockStep BracketMessages.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Section Links.
Variables Node Coord : finType.
Variable arc : rel Node.
Variables N D : nat.
Variable M : measure.
Variable value : nat -> Coord -> Node -> int.                   (* of each epoch *)
Variable last : pred nat.                                       (* the agreed last rounds; in the race 2N-2 *)
Variable other : nat -> Node -> option {ffun Coord -> rat}.     (* what another ending says then, of each epoch *)
Hypothesis ok : sound M.
Hypothesis spanned : spans arc D.
Hypothesis within_most : forall e q j, (`|value e q j| <= Most M)%R.
Hypothesis last_late : forall k, last k -> D <= k.
Local Notation in_lockstep e k j := (unstopped arc D M (value e) k j).
Local Notation ended := (ends N D M last).
Local Notation over := (over arc N D M value last).
Local Notation reachable := (reachable arc N D M value last other).
Local Notation been := (been arc N D M value last).
Local Notation message := (message arc D M value).
Implicit Types (c : config Node Coord) (m : msg Node Coord) (i j : Node).
Let connected := span_connected spanned.
Let D_enough := span_enough spanned.
Let over_same := over_same N last ok spanned within_most.
Let over_late := over_late (arc := arc) (N := N) (M := M) (value := value) last_late.

(* same words as in lock step *)
Lemma same_words c j : reachable c -> loc (node_of c j) = in_lockstep (ep (node_of c j)) (rnd (node_of c j)) j.
Proof. by case/same_reachable. Qed.

(* OneMessageEach *)
Lemma one_message_each c m o : reachable c -> network c m -> network c o ->
  from m = from o -> mep m = mep o -> mround m = mround o -> m = o.
Proof. by case/same_reachable => _ _ _ _ sm _ _ _ _ _ /sm [_ ->] /sm [_ ->] /= -> -> ->. Qed.

Lemma been_dist c i j e k : reachable c -> been (node_of c j) j e (k + dist arc i j) -> been (node_of c i) i e k.
Proof.
case/same_reachable => _ _ _ _ _ _ _ _ _ sk; have := within_dist connected i j.
move: (dist arc i j) => d; elim: d i k => [|d IH] i k; first by rewrite /= inE => /eqP ->; rewrite addn0.
rewrite withinS => /orP[h1 h2|/existsP[m /andP[h1 a]]]; first by apply: (IH i k h1); apply: been_le h2; lia.
by rewrite addnS -addSn => /(IH m k.+1 h1); apply: sk.
Qed.

Lemma been_D c i j e k : reachable c -> been (node_of c j) j e (k + D) -> been (node_of c i) i e k.
Proof. by move=> rc h; apply: (been_dist (j := j) rc); apply: been_le h; rewrite leq_add2l. Qed.

(* SkewBounded *)
Lemma skew c i j : reachable c -> ep (node_of c i) = ep (node_of c j) -> rnd (node_of c j) <= rnd (node_of c i) + dist arc i j.
Proof.
move=> rc e; case: (leqP (dist arc i j) (rnd (node_of c j))) => [le|]; last by lia.
have : been (node_of c i) i (ep (node_of c j)) (rnd (node_of c j) - dist arc i j).
  by apply: (been_dist (j := j) rc); left; rewrite subnK.
by rewrite -e => /been_rnd; lia.
Qed.

(* AllHaveBegun: whoever is in round D knows it *)
Lemma all_have_begun c i j : reachable c -> D <= rnd (node_of c j) -> ep (node_of c j) <= ep (node_of c i).
Proof.
move=> rc h; have : been (node_of c i) i (ep (node_of c j)) 0 by apply: (been_D _ (j := j) rc); left; rewrite add0n.
exact: been_ep.
Qed.

(* EpochSkew *)
Lemma epoch_skew c i j : reachable c -> ep (node_of c j) <= (ep (node_of c i)).+1.
Proof.
move=> rc; case e: (ep (node_of c j)) => [|p] //; rewrite ltnS.
have [|k o h] := same_past (same_reachable rc) (j := j) (e := p); first by rewrite e.
have : been (node_of c i) i p 0.
  apply: (been_D _ (j := j) rc); right; split; first by rewrite e.
  by move=> l hl; apply: h; apply: leq_trans hl _; apply: over_late o.
exact: been_ep.
Qed.

(* NeededIsOffered: the last D + 1 rounds suffice, and the epoch before until round D *)
Lemma needed_is_offered c j m : reachable c -> network c m ->
  (mep m = ep (node_of c j) /\ rnd (node_of c j) <= mround m) \/ ep (node_of c j) < mep m -> offered c (from m) m.
Proof.
move=> rc nm need; have [sn so sp sd sm sa sb sw sf sk] := same_reachable rc.
have [bm _] := sm m nm; have le := been_ep bm; have es := epoch_skew j (from m) rc.
set i := from m in bm le es *.
have late : ep (node_of c j) < ep (node_of c i) -> rnd (node_of c i) < D.
  by move=> lt; rewrite ltnNge; apply/negP => /(all_have_begun j rc); lia.
case: need => [[em rm]|lt]; last by apply: sw => //; rewrite -/i; [lia | have := late _; lia].
case: (ltngtP (ep (node_of c j)) (ep (node_of c i))) => [lt|lt|e]; last 1 first.
- by apply: sw => //; rewrite -/i ?em //; have := skew rc e; have := D_enough j i; lia.
- have [|k o h] := sp i (mep m); first by rewrite em.
  have e1 : (mep m).+1 = ep (node_of c i) by rewrite em; move: lt es; clear; lia.
  apply: (sf m k nm e1 (late lt) o h); have Dk := over_late o.
  have : been (node_of c j) j (mep m) (k - D).
    by apply: (been_D _ (j := i) rc); rewrite subnK //; right; split=> //; rewrite em.
  by rewrite em => /been_rnd; move: rm Dk; clear; lia.
- by move: le; rewrite em; lia.
Qed.

(* DecideTogether *)
Lemma decide_together c i j k l : reachable c -> ep (node_of c i) = ep (node_of c j) ->
  dec (node_of c i) = Some k -> dec (node_of c j) = Some l -> k = l.
Proof.
move=> rc e; have [_ so _ sd _ _ _ _ _ _] := same_reachable rc.
case: (sd i) => [[-> _]|[-> oi _]] //; case: (sd j) => [[-> _]|[-> oj _]] // [<-] [<-].
case: (ltngtP (rnd (node_of c i)) (rnd (node_of c j))) => // lt.
  by have := so j _ lt; rewrite -e (over_same _ _ j i) oi.
by have := so i _ lt; rewrite e (over_same _ _ i j) oj.
Qed.

(* NoMixing, NoneTooFar *)
Lemma none_too_far c j m : reachable c -> inbox c j m ->
  [/\ network c m, usable arc c j m & mround m <= rnd (node_of c j) + D].
Proof.
move=> rc im; have [_ _ _ _ sm _ sb _ _ _] := same_reachable rc; have [nm um] := sb j m im; split=> //.
case: um => [_ em _ _]; have [bm _] := sm m nm.
case: (leqP D (mround m)) => [le|]; last by lia.
have : been (node_of c j) j (mep m) (mround m - D) by apply: (been_D _ (j := from m) rc); rewrite subnK.
by rewrite em => /been_rnd; lia.
Qed.

(* InboxBounded: of an in-neighbour, messages of at most D + 1 rounds *)
Lemma inbox_bounded c i j (rounds : seq nat) : reachable c -> uniq rounds ->
  (forall k, k \in rounds -> exists2 m, inbox c j m & from m = i /\ mround m = k) -> size rounds <= D.+1.
Proof.
move=> rc un h; rewrite -(size_iota (rnd (node_of c j)) D.+1); apply: uniq_leq_size => // k /h [m im [_ <-]].
by have [_ [_ _ le _] far] := none_too_far rc im; rewrite mem_iota le addnS ltnS.
Qed.

(* SameBracket and SameFrame: in one window of one epoch. So no honest message has another checksum than its receiver's *)
Lemma links_same_bracket c i j q : reachable c -> ep (node_of c i) = ep (node_of c j) ->
  rnd (node_of c i) %/ D = rnd (node_of c j) %/ D -> frame (loc (node_of c i) q) = frame (loc (node_of c j) q).
Proof.
move=> rc e1 e2; rewrite !(same_words _ rc) e1.
rewrite (frame_window _ (value _) spanned (rnd (node_of c i)) i) (frame_window _ (value _) spanned (rnd (node_of c j)) j) e2.
exact: frame_same ok spanned (within_most _) _ _ _ _.
Qed.

(* no deadlock: who is the last can begin, decide, or is offered all that it waits for *)
Lemma served c j (x := node_of c j) : reachable c ->
    (forall i, ep x < ep (node_of c i) \/ (ep x = ep (node_of c i) /\ rnd x <= rnd (node_of c i))) ->
  [\/ dec x <> None, dec x = None /\ ended (rnd x) (loc x) |
     forall i, arc i j -> exists2 m, offered c i m & [/\ from m = i, mep m = ep x, mround m = rnd x & network c m]].
Proof.
move=> rc least; have [sn so _ sd _ sa _ _ _ _] := same_reachable rc.
case: (sd j) => [[dx _]|[dx _ _]]; last by constructor 1; rewrite /x dx.
case oj: (ended (rnd x) (loc x)); first by constructor 2.
constructor 3 => i a; have nm : network c (message (ep x) (rnd x) i).
  apply: sa; last by rewrite (over_same _ _ i j) /over -sn -/x oj.
  case: (least i) => [lt|[e le]]; last by left.
  by right; split=> // l hl; rewrite (over_same _ _ i j); apply: so.
by exists (message (ep x) (rnd x) i) => //; apply: (needed_is_offered (j := j) rc nm); left.
Qed.

(* there is always somebody who is the last *)
Lemma somebody_is_last c (j0 : Node) : exists j, forall i,
  ep (node_of c j) < ep (node_of c i) \/ (ep (node_of c j) = ep (node_of c i) /\ rnd (node_of c j) <= rnd (node_of c i)).
Proof.
have [j1 _ h1] := @arg_minnP _ j0 xpredT (fun i => ep (node_of c i)) isT.
have [j ej hj] := @arg_minnP _ j1 (fun i => ep (node_of c i) == ep (node_of c j1)) (fun i => rnd (node_of c i)) (eqxx _).
exists j => i; rewrite (eqP ej); have := h1 i isT; rewrite leq_eqVlt => /orP[/eqP e|lt]; last by left.
by right; split=> //; apply: hj; rewrite e.
Qed.

Lemma never_stuck c (j0 : Node) : reachable c -> exists j, let x := node_of c j in
  [\/ dec x <> None, dec x = None /\ ended (rnd x) (loc x) |
     [/\ dec x = None, ~~ ended (rnd x) (loc x) &
      forall i, arc i j -> exists2 m, offered c i m & [/\ from m = i, mep m = ep x, mround m = rnd x & network c m]]].
Proof.
move=> rc; have [j lj] := somebody_is_last c j0; exists j => x.
case dx: (dec x) => [d|]; first by constructor 1.
case ex: (ended (rnd x) (loc x)); first by constructor 2.
constructor 3; split=> //; case: (served rc lj) => [|[_]|//]; first by rewrite dx.
by rewrite -/x ex.
Qed.

(* ---- FTC-47 ---- *)

(** Whatever happens to messages, what a node holds is what it holds in lock step in that round, and it decides what it decides in
    lock step, in the same round. It makes one message for each of its rounds. *)
Theorem FTC_47_same_words c j (y := node_of c j) : reachable c ->
  [/\ loc y = in_lockstep (ep y) (rnd y) j, forall l, l < rnd y -> ~~ ended l (in_lockstep (ep y) l j),
      dec y <> None -> [/\ dec y = Some (rnd y), ended (rnd y) (in_lockstep (ep y) (rnd y) j)
        & ans y = Some (answer N D M (other (ep y)) (rnd y) j (in_lockstep (ep y) (rnd y) j))]
    & forall m o, network c m -> network c o -> from m = from o -> mep m = mep o -> mround m = mround o -> m = o].
Proof.
move=> rc; have [sn so _ sd _ _ _ _ _ _] := same_reachable rc; split; [exact: sn|by move=> l lt; apply: (so j l lt)| |].
  by case: (sd j) => [[-> _]|].
by move=> m o; apply: (one_message_each rc).
Qed.

(** All that decide in an epoch decide in the same round, and all that are in the same window of an epoch hold the same bracket in the
    same frame, so that no honest message has another checksum than the one its receiver expects. *)
Theorem FTC_47_together c i j (x := node_of c i) (y := node_of c j) : reachable c -> ep x = ep y ->
  (forall k l, dec x = Some k -> dec y = Some l -> k = l) /\
  (rnd x %/ D = rnd y %/ D -> forall q, frame (loc x q) = frame (loc y q)).
Proof.
move=> rc e; split=> [k l|w q]; first exact: (decide_together rc e).
exact: (links_same_bracket q rc e w).
Qed.

(** Nobody is further ahead than the distance, at most D rounds; nobody more than an epoch. Whoever is in round D knows that all have
    begun this epoch. *)
Theorem FTC_47_skew c i j (x := node_of c i) (y := node_of c j) : reachable c ->
  [/\ ep x = ep y -> rnd y <= rnd x + dist arc i j, ep x = ep y -> rnd y <= rnd x + D, ep y <= (ep x).+1
    & D <= rnd y -> ep y <= ep x].
Proof.
move=> rc; have sk : ep x = ep y -> rnd y <= rnd x + dist arc i j by apply: (skew rc).
split=> // [/sk le||le].
- by apply: leq_trans le _; rewrite leq_add2l (span_enough spanned).
- exact: (epoch_skew i j rc).
exact: (all_have_begun i rc le).
Qed.

(** The last D + 1 rounds suffice, and those of the epoch before until round D: what an out-neighbour can use, or can once it begins
    the next epoch, its sender still offers. *)
Theorem FTC_47_offered c j m : reachable c -> network c m -> usable arc c j m \/ ep (node_of c j) < mep m -> offered c (from m) m.
Proof.
move=> rc nm need; have h : (mep m = ep (node_of c j) /\ rnd (node_of c j) <= mround m) \/ ep (node_of c j) < mep m.
  by case: need => [[_ e le _]|]; [left|right].
exact: (needed_is_offered rc nm h).
Qed.

(** What a node holds it can use: it is of an in-neighbour, of its epoch, of its round or a later one, at most D rounds ahead; of an
    in-neighbour it holds at most D + 1. *)
Theorem FTC_47_inbox c i j : reachable c ->
  (forall m, inbox c j m -> [/\ network c m, usable arc c j m & mround m <= rnd (node_of c j) + D]) /\
  (forall rounds : seq nat, uniq rounds -> (forall k, k \in rounds -> exists2 m, inbox c j m & from m = i /\ mround m = k) ->
     size rounds <= D.+1).
Proof.
by move=> rc; split=> [m|rounds un h]; [exact: (none_too_far rc)|exact: (inbox_bounded rc un h)].
Qed.

(** In every state somebody can begin the next epoch, or decide, or is offered all that it waits for. *)
Theorem FTC_47_never_stuck c (j0 : Node) : reachable c -> exists j, let y := node_of c j in
  [\/ dec y <> None, dec y = None /\ ended (rnd y) (loc y) |
     [/\ dec y = None, ~~ ended (rnd y) (loc y) &
      forall i, arc i j -> exists2 m, offered c i m & [/\ from m = i, mep m = ep y, mround m = rnd y & network c m]]].
Proof. exact: (never_stuck j0). Qed.

(** So FTC-43 holds as it stands, of the values of each epoch: who decides by the bracket decides the average, if N is a bound. *)
Theorem FTC_47_average c j (y := node_of c j) : #|Node| <= N -> reachable c -> dec y <> None ->
  if by_bracket N D M (rnd y) (loc y) then ans y = Some (Some [ffun q => true_average (value (ep y)) q])
  else last (rnd y) /\ ans y = Some (of_bound M (loc y) (other (ep y) j)).
Proof.
move=> nN rc dy; have [e _ h _] := FTC_47_same_words j rc; have [_ en ->] := h dy; rewrite -/y in e en *.
rewrite e; case: ifP => byb; first by rewrite (answer_right _ ok spanned (within_most (ep y))).
by move: en; rewrite /BracketLockStep.ends byb /= => en; rewrite /answer byb.
Qed.
End Links.
