(* What follows for the bracket on links that lose: tla/BracketInvariants.tla, in the order of [bracket.md, Links that      *)
(* lose]. FTC_47 in BracketMain.v collects it.                                                                              *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From Kizami Require Import Digraph BracketRun BracketLockStep BracketMessages.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.


Section Links.
Variables Node Coord : finType.
Variable arc : rel Node.
Variables N D : nat.
Variable M : measure.
Variable value : nat -> Coord -> Node -> int.
Variable last : pred nat.
Variable other : nat -> Node -> option {ffun Coord -> rat}.
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
     forall i, arc i j -> exists2 m, offered c i m & [/\ from m = i, mep m = ep x & mround m = rnd x]].
Proof.
move=> rc least; have [sn so _ sd _ sa _ _ _ _] := same_reachable rc.
case: (sd j) => [[dx _]|[dx _ _]]; last by constructor 1; rewrite /x dx.
case oj: (ended (rnd x) (loc x)); first by constructor 2.
constructor 3 => i a; exists (message (ep x) (rnd x) i) => //.
apply: (needed_is_offered (j := j) rc (m := message _ _ i)); last by left.
apply: sa; last by rewrite (over_same _ _ i j) /over -sn -/x oj.
case: (least i) => [lt|[e le]]; last by left.
by right; split=> // l hl; rewrite (over_same _ _ i j); apply: so.
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
      forall i, arc i j -> exists2 m, offered c i m & [/\ from m = i, mep m = ep x & mround m = rnd x]]].
Proof.
move=> rc; have [j lj] := somebody_is_last c j0; exists j => x.
case dx: (dec x) => [d|]; first by constructor 1.
case ex: (ended (rnd x) (loc x)); first by constructor 2.
constructor 3; split=> //; case: (served rc lj) => [|[_]|//]; first by rewrite dx.
by rewrite -/x ex.
Qed.
End Links.
