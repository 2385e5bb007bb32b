(* The bracket over links that lose, double, delay and reorder, for any number of epochs: tla/BracketMessages.tla, FTC-47. *)
(* One inductive invariant: what a node holds is what it holds in lock step. [bracket.md, Links that lose]                 *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat intdiv zify.
From Kizami Require Import Digraph BracketRun BracketLockStep.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Section Messages.
Variables Node Coord : finType.
Variable arc : rel Node.
Variables N D : nat.
Variable M : measure.
Variable value : nat -> Coord -> Node -> int.                   (* of each epoch *)
Variable last : pred nat.
Variable other : nat -> Node -> option {ffun Coord -> rat}.     (* of each epoch *)
Hypothesis ok : sound M.
Hypothesis spanned : spans arc D.
Hypothesis within_most : forall e q j, (`|value e q j| <= Most M)%R.
Hypothesis last_late : forall k, last k -> D <= k.              (* of the race: D <= 2N-2 *)

Local Notation node_words := (BracketLockStep.node Coord).
Local Notation in_lockstep e k j := (unstopped arc D M (value e) k j).
Local Notation ended := (ends N D M last).
Definition over e k j := ended k (in_lockstep e k j).

Lemma over_same e k i j : over e k i = over e k j.
Proof. exact: ends_same ok spanned (within_most e) k i j. Qed.

Lemma over_late e k j : over e k j -> D <= k.
Proof. by rewrite /over /ends => /orP[/andP[/andP[k0 /dvdn_leq]]|/last_late //]; move=> /(_ k0). Qed.

Record node := NodeState { ep : nat; rnd : nat; loc : node_words; dec : option nat;
                           ans : option (option {ffun Coord -> rat}) }.
Record msg := Msg { from : Node; mep : nat; mround : nat; body : saying Coord }.
Record config := Config { node_of : Node -> node; network : msg -> Prop; inbox : Node -> msg -> Prop; offered : Node -> msg -> Prop }.

Definition put (ns : Node -> node) j x i := if i == j then x else ns i.
Definition message e k i := Msg i e k (sent_node arc i (in_lockstep e k i)).
Definition answer_of x j := answer N D M (other (ep x)) (rnd x) j (loc x).

(* BracketMessages!Usable *)
Definition usable (c : config) j m :=
  [/\ arc (from m) j, mep m = ep (node_of c j), rnd (node_of c j) <= mround m & dec (node_of c j) = None].

(* The actions. An inbox may lose anything at any time: a node that starts again forgets it. What it says last goes along
   with what it said before, as BracketMessages!Latest has it: the last D + 1 rounds, and the epoch before until round D. *)
Inductive step (c : config) : config -> Prop :=
| Receive j m : network c m -> usable c j m ->
    step c (Config (node_of c) (network c) (fun i o => inbox c i o \/ (i = j /\ o = m)) (offered c))
| Forget j (kept : msg -> Prop) :                  
    step c (Config (node_of c) (network c) (fun i o => inbox c i o /\ (i = j -> kept o)) (offered c))
| Advance j (heard : Node -> option (saying Coord)) (x := node_of c j) (k := (rnd x).+1)
    (y := step_node arc D M k j heard (loc x))
    (fresh := fun m => ~~ ended k y /\ m = Msg j (ep x) k (sent_node arc j y)) :
    dec x = None -> ~~ ended (rnd x) (loc x) ->
    (forall i, arc i j -> exists2 m, inbox c j m & [/\ from m = i, mep m = ep x, mround m = rnd x & heard i = Some (body m)]) ->
    (forall i, ~~ arc i j -> heard i = None) ->
    step c (Config (put (node_of c) j (NodeState (ep x) k y None None)) (fun m => network c m \/ fresh m)
      (fun i o => inbox c i o /\ (i = j -> k <= mround o))
      (fun i m => if i == j then (offered c j m \/ fresh m) /\ (if mep m == ep x then k < mround m + D.+1 else k < D)
                  else offered c i m))
| Decide j (x := node_of c j) : dec x = None -> ended (rnd x) (loc x) ->
    step c (Config (put (node_of c) j (NodeState (ep x) (rnd x) (loc x) (Some (rnd x)) (Some (answer_of x j))))
      (network c) (fun i o => inbox c i o /\ i <> j) (offered c))
| Begin j (x := node_of c j) (first := message (ep x).+1 0 j) : dec x <> None ->
    step c (Config (put (node_of c) j (NodeState (ep x).+1 0 (in_lockstep (ep x).+1 0 j) None None))
      (fun m => network c m \/ m = first) (inbox c)
      (fun i m => if i == j then offered c j m \/ m = first else offered c i m)).

Definition init_config := Config (fun j => NodeState 0 0 (in_lockstep 0 0 j) None None)
  (fun m => exists i, m = message 0 0 i) (fun _ _ => False) (fun i m => m = message 0 0 i).

Inductive reachable : config -> Prop :=
| reach0 : reachable init_config
| reachS c c' : reachable c -> step c c' -> reachable c'.

(* j has been in round k of epoch e *)
Definition been x j e k := (e = ep x /\ k <= rnd x) \/ (e < ep x /\ forall l, l < k -> ~~ over e l j).

Lemma been_le x j e k l : l <= k -> been x j e k -> been x j e l.
Proof.
move=> le [[-> h]|[h1 h2]]; [left; split=> //; exact: leq_trans h | right; split=> // i hi].
by apply: h2; apply: leq_trans le.
Qed.

Lemma been_ep x j e k : been x j e k -> e <= ep x.
Proof. by case=> [[-> _]|[/ltnW]]. Qed.

Lemma been_rnd x j k : been x j (ep x) k -> k <= rnd x.
Proof. by case=> [[]|[]] //; rewrite ltnn. Qed.

Record same (c : config) : Prop := Same {
  same_node : forall j, loc (node_of c j) = in_lockstep (ep (node_of c j)) (rnd (node_of c j)) j;
  same_open : forall j l, l < rnd (node_of c j) -> ~~ over (ep (node_of c j)) l j;
  same_past : forall j e, e < ep (node_of c j) -> exists2 k, over e k j & forall l, l < k -> ~~ over e l j;
  same_dec  : forall j, let x := node_of c j in (dec x = None /\ ans x = None) \/
     [/\ dec x = Some (rnd x), over (ep x) (rnd x) j & ans x = Some (answer N D M (other (ep x)) (rnd x) j (in_lockstep (ep x) (rnd x) j))];
  same_msg  : forall m, network c m -> been (node_of c (from m)) (from m) (mep m) (mround m) /\ m = message (mep m) (mround m) (from m);
  same_all  : forall i e k, been (node_of c i) i e k -> ~~ over e k i -> network c (message e k i);
  same_box  : forall j m, inbox c j m -> network c m /\ usable c j m;
  same_now  : forall m, network c m -> mep m = ep (node_of c (from m)) -> rnd (node_of c (from m)) <= mround m + D -> offered c (from m) m;
  same_before : forall m k, network c m -> (mep m).+1 = ep (node_of c (from m)) -> rnd (node_of c (from m)) < D ->
     over (mep m) k (from m) -> (forall l, l < k -> ~~ over (mep m) l (from m)) -> k <= mround m + D -> offered c (from m) m;
  same_arc  : forall i j e k, arc i j -> been (node_of c j) j e k.+1 -> been (node_of c i) i e k }.

(* what j has been in after a step of j *)
Lemma been_advance x j y d a e k : been (NodeState (ep x) (rnd x).+1 y d a) j e k ->
  been x j e k \/ (e = ep x /\ k = (rnd x).+1).
Proof.
case=> [[/= -> h]|[/= h1 h2]]; last by left; right.
by move: h; rewrite leq_eqVlt => /orP[/eqP ->|h]; [right | left; left].
Qed.

Lemma advance_been x j y d a e k : been x j e k -> been (NodeState (ep x) (rnd x).+1 y d a) j e k.
Proof. by case=> [[-> h]|h]; [left; split=> //=; apply: leqW | right]. Qed.

Lemma been_begin x j y d a e k : over (ep x) (rnd x) j -> been (NodeState (ep x).+1 0 y d a) j e k ->
  been x j e k \/ (e = (ep x).+1 /\ k = 0).
Proof.
move=> o; case=> [[/= -> h]|[/= h1 h2]]; first by right; split=> //; apply/eqP; rewrite -leqn0.
move: h1; rewrite ltnS leq_eqVlt => /orP[/eqP e1|h1]; last by left; right.
left; left; split=> //; rewrite leqNgt; apply/negP => lt; by move: (h2 _ lt); rewrite e1 o.
Qed.

Lemma begin_been x j y d a e k : (forall l, l < rnd x -> ~~ over (ep x) l j) -> been x j e k ->
  been (NodeState (ep x).+1 0 y d a) j e k.
Proof.
move=> so [[-> h]|[h1 h2]]; right; split=> //=; last exact: leqW.
by move=> l hl; apply: so; apply: leq_trans h.
Qed.

Lemma same_reachable c : reachable c -> same c.
Proof.
elim=> [|{}c c' _ [sn so sp sd sm sa sb sw sf sk] st].
  split=> //=; try by [left].
  - by move=> m [i ->]; split=> //; left.
  - by move=> i e k [[/= -> ]|[]] //; rewrite leqn0 => /eqP -> _; exists i.
  - by move=> m [i ->].
  - by move=> i j e k _ [[]|[]].
case: st => [j m nm um|j kept|j heard x k y fresh dx ox hold rest|j x dx ox|j x first dx].
- by split=> //= i o [/sb //|[-> ->]].
- by split=> //= i o [/sb [h1 h2]].
- have ey : y = in_lockstep (ep x) k j.
    rewrite /y /k {1}/x sn unstoppedS; apply: step_node_ext => i; case a: (arc i j); last by rewrite rest ?a.
    have [m /sb [/sm [_ em] _] [fm pm rm ->]] := hold i a; by rewrite em fm pm rm.
  have old i e l : been (node_of c i) i e l -> been (put (node_of c) j (NodeState (ep x) k y None None) i) i e l.
    by rewrite /put; case: eqP => [->|//]; apply: advance_been.
  have new i e l : been (put (node_of c) j (NodeState (ep x) k y None None) i) i e l ->
      been (node_of c i) i e l \/ [/\ i = j, e = ep x & l = k].
    by rewrite /put; case: eqP => [->|]; [move/been_advance => [|[-> ->]]; [left|right] | left].
  have fr : forall m, fresh m -> m = message (ep x) k j by move=> m [_ ->]; rewrite ey.
  split=> /=.
  + by move=> i; rewrite /put; case: eqP => [->|_].
  + move=> i l; rewrite /put; case: eqP => [->|_]; last exact: so.
    rewrite /= /k ltnS leq_eqVlt => /orP[/eqP ->|]; last exact: so.
    by move: ox; rewrite /x sn.
  + by move=> i e; rewrite /put; case: eqP => [->|_]; apply: sp.
  + by move=> i; rewrite /put; case: eqP => [_|_]; [left | apply: sd].
  + move=> m [/sm [rm em]|/fr ->] /=; first by split=> //; apply: old.
    by split=> //; rewrite /put eqxx; left.
  + move=> i e l /new [h1 h2|[-> -> ->] h2]; first by left; apply: sa.
    by right; split; [rewrite ey | rewrite ey /message].
  + move=> i m [/sb [h1 [u1 u2 u3 u4]] later]; split; first by left.
    by rewrite /usable /= /put; case: eqP => [e|//]; rewrite e in u2 u4; split=> //; exact: later e.
  + move=> m; rewrite /put; case: eqP => [fm|ne] /=.
      move=> nm em le; rewrite em eqxx; split; last by rewrite addnS ltnS.
      by case: nm => [nm|]; [left; rewrite -fm; apply: sw; rewrite ?fm //; apply: leq_trans le; rewrite /k | right].
    by move=> [nm|/fr e]; [apply: sw | exfalso; apply: ne; rewrite e].
  + move=> m l; rewrite /put; case: eqP => [fm|ne] /=.
      move=> nm em lt o1 o2 le; have -> : (mep m == ep x) = false by apply/negP => /eqP e; move: em; rewrite e; lia.
      split=> //; case: nm => [nm|/fr e]; last by move: em; rewrite e /=; lia.
      by left; rewrite -fm; apply: (sf m l) => //; rewrite fm //; apply: ltn_trans lt; rewrite /k.
    by move=> [nm|/fr e]; [apply: sf | exfalso; apply: ne; rewrite e].
  + move=> i l e r a /new [/(sk i l e r a) h|[el -> [->]]]; first exact: old.
    have [|m /sb [/sm [bm _] _] [fm pm rm _]] := hold i; first by rewrite -el.
    by apply: old; rewrite fm pm rm in bm.
- have eb i e l : been (put (node_of c) j (NodeState (ep x) (rnd x) (loc x) (Some (rnd x)) (Some (answer_of x j))) i) i e l
      <-> been (node_of c i) i e l by rewrite /put; case: eqP => [->|].
  split=> //=.
  + by move=> i; rewrite /put; case: eqP => [->|_] //; apply: sn.
  + by move=> i l; rewrite /put; case: eqP => [->|_]; apply: so.
  + by move=> i e; rewrite /put; case: eqP => [->|_]; apply: sp.
  + move=> i; rewrite /put; case: eqP => [->|_]; last exact: sd.
    by right; split=> //=; rewrite /answer_of /over -sn.
  + by move=> m /sm [h1 h2]; split=> //; apply/eb.
  + by move=> i e l /eb; apply: sa.
  + move=> i m [/sb [h1 [u1 u2 u3 u4]] ne]; split=> //.
    by rewrite /usable /= /put; case: eqP => [e|//]; case: ne.
  + by move=> m; rewrite /put; case: eqP => [e|_]; [rewrite /= /x -e; apply: sw | apply: sw].
  + by move=> m l; rewrite /put; case: eqP => [e|_]; [rewrite /= /x -e; apply: sf | apply: sf].
  + by move=> i l e r a /eb h; apply/eb; apply: sk h.
- have [[dx' _]|[_ o _]] := sd j; first by case: dx.
  have oj : forall l, l < rnd x -> ~~ over (ep x) l j by exact: so.
  have old i e l : been (node_of c i) i e l ->
      been (put (node_of c) j (NodeState (ep x).+1 0 (in_lockstep (ep x).+1 0 j) None None) i) i e l.
    by rewrite /put; case: eqP => [->|//]; apply: begin_been.
  have new i e l : been (put (node_of c) j (NodeState (ep x).+1 0 (in_lockstep (ep x).+1 0 j) None None) i) i e l ->
      been (node_of c i) i e l \/ [/\ i = j, e = (ep x).+1 & l = 0].
    by rewrite /put; case: eqP => [->|]; [move/(been_begin o) => [|[-> ->]]; [left|right] | left].
  split=> /=.
  + by move=> i; rewrite /put; case: eqP => [->|_].
  + by move=> i l; rewrite /put; case: eqP => [->|_] //; apply: so.
  + move=> i e; rewrite /put; case: eqP => [->|_] /=; last exact: sp.
    by rewrite ltnS leq_eqVlt => /orP[/eqP ->|]; [exists (rnd x) | apply: sp].
  + by move=> i; rewrite /put; case: eqP => [_|_]; [left | apply: sd].
  + move=> m [/sm [rm em]|->] /=; first by split=> //; apply: old.
    by split=> //; rewrite /put eqxx; left.
  + by move=> i e l /new [h1 h2|[-> -> ->] h2]; [left; apply: sa | right].
  + move=> i m /sb [h1 [u1 u2 u3 u4]]; split; first by left.
    by rewrite /usable /= /put; case: eqP => [e|//]; case: dx; rewrite -u4 e.
  + move=> m; rewrite /put; case: eqP => [fm|ne] /=.
      move=> [nm em _|-> _ _]; last by right.
      by have [/been_ep] := sm m nm; rewrite fm -/x em ltnn.
    by move=> [nm|e]; [apply: sw | exfalso; apply: ne; rewrite e].
  + move=> m l; rewrite /put; case: eqP => [fm|ne] /=; last first.
      by move=> [nm|e]; [apply: sf | exfalso; apply: ne; rewrite e].
    move=> [nm [em] _ o1 o2 le|-> /= [] ]; last by lia.
    left; rewrite -fm; apply: sw => //; rewrite fm -/x //.
    have -> : rnd x = l; last by [].
    apply/eqP; rewrite eqn_leq; apply/andP; split; rewrite leqNgt; apply/negP => lt.
      by have := oj _ lt; rewrite -em -fm o1.
    by have := o2 _ lt; rewrite em fm o.
  + move=> i l e r a /new [/(sk i l e r a) h|[_ _]] //; exact: old.
Qed.
End Messages.
