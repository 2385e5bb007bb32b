(* FTC-47: the bracket on links that lose, double, delay and reorder, for any number of epochs, with the bracket alone and in *)
(* the race (D <= 2N-2). The state and the actions are those of BracketMessages.v; what is proved here is all of FTC-47 but   *)
(* that a message is refused that no honest node can have sent.                                                              *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From Kizami Require Import Digraph BracketRun BracketMain BracketLockStep BracketMessages BracketLinks.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Section Offers.
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
Local Notation reachable := (BracketMessages.reachable arc N D M value last other).
Local Notation lock_step e k j := (unstopped arc D M (value e) k j).
Local Notation ends := (ends N D M last).
Implicit Types (c : config Node Coord) (i j : Node) (m : msg Node Coord).

(** Whatever happens to messages, what a node holds is what it holds in lock step in that round, and it decides what it decides in
    lock step, in the same round. It makes one message for each of its rounds. *)
Theorem FTC_47_same_words c j (y := node_of c j) : reachable c ->
  [/\ loc y = lock_step (ep y) (rnd y) j, forall l, l < rnd y -> ~~ ends l (lock_step (ep y) l j),
      dec y <> None -> [/\ dec y = Some (rnd y), ends (rnd y) (lock_step (ep y) (rnd y) j)
        & ans y = Some (answer N D M (other (ep y)) (rnd y) j (lock_step (ep y) (rnd y) j))]
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
move=> rc e; split=> [k l|w q]; first exact: (decide_together ok spanned within_most rc e).
exact: (links_same_bracket ok spanned within_most q rc e w).
Qed.

(** Nobody is further ahead than the distance, at most D rounds; nobody more than an epoch. Whoever is in round D knows that all have
    begun this epoch. *)
Theorem FTC_47_skew c i j (x := node_of c i) (y := node_of c j) : reachable c ->
  [/\ ep x = ep y -> rnd y <= rnd x + dist arc i j, ep x = ep y -> rnd y <= rnd x + D, ep y <= (ep x).+1
    & D <= rnd y -> ep y <= ep x].
Proof.
move=> rc; have sk : ep x = ep y -> rnd y <= rnd x + dist arc i j by apply: (skew spanned rc).
split=> // [/sk le||le].
- by apply: leq_trans le _; rewrite leq_add2l (span_enough spanned).
- exact: (epoch_skew spanned last_late i j rc).
exact: (all_have_begun spanned i rc le).
Qed.

(** The last D + 1 rounds suffice, and those of the epoch before until round D: what an out-neighbour can use, or can once it begins
    the next epoch, its sender still offers. *)
Theorem FTC_47_offered c j m : reachable c -> network c m -> usable arc c j m \/ ep (node_of c j) < mep m -> offered c (from m) m.
Proof.
move=> rc nm need; have h : (mep m = ep (node_of c j) /\ rnd (node_of c j) <= mround m) \/ ep (node_of c j) < mep m.
  by case: need => [[_ e le _]|]; [left|right].
exact: (needed_is_offered spanned last_late rc nm h).
Qed.

(** What a node holds it can use: it is of an in-neighbour, of its epoch, of its round or a later one, at most D rounds ahead; of an
    in-neighbour it holds at most D + 1. *)
Theorem FTC_47_inbox c i j : reachable c ->
  (forall m, inbox c j m -> [/\ network c m, usable arc c j m & mround m <= rnd (node_of c j) + D]) /\
  (forall rounds : seq nat, uniq rounds -> (forall k, k \in rounds -> exists2 m, inbox c j m & from m = i /\ mround m = k) ->
     size rounds <= D.+1).
Proof.
by move=> rc; split=> [m|rounds un h]; [exact: (none_too_far spanned rc)|exact: (inbox_bounded spanned rc un h)].
Qed.

(** In every state somebody can begin the next epoch, or decide, or is offered all that it waits for. *)
Theorem FTC_47_never_stuck c (j0 : Node) : reachable c -> exists j, let y := node_of c j in
  [\/ dec y <> None, dec y = None /\ ends (rnd y) (loc y) |
     [/\ dec y = None, ~~ ends (rnd y) (loc y) &
      forall i, arc i j -> exists2 m, offered c i m & [/\ from m = i, mep m = ep y & mround m = rnd y]]].
Proof. exact: (never_stuck ok spanned within_most last_late j0). Qed.

(** So FTC-43 holds as it stands, of the values of each epoch: who decides by the bracket decides the average, if N is a bound. *)
Theorem FTC_47_average c j (y := node_of c j) : #|Node| <= N -> reachable c -> dec y <> None ->
  if by_bracket N D M (rnd y) (loc y) then ans y = Some (Some [ffun q => true_average (value (ep y)) q])
  else last (rnd y) /\ ans y = Some (of_bound M (loc y) (other (ep y) j)).
Proof.
move=> nN rc dy; have [e _ h _] := FTC_47_same_words j rc; have [_ en ->] := h dy; rewrite -/y in e en *.
rewrite e; case: ifP => byb; first by rewrite (answer_right _ ok spanned (within_most (ep y))).
by move: en; rewrite /BracketLockStep.ends byb /= => en; rewrite /answer byb.
Qed.
End Offers.
