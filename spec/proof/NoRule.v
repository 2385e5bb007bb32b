(* No rule without a bound on n, without randomness and without names can be right for all values: [protocol.md, The probe]. *)
From mathcomp Require Import all_ssreflect fingroup perm ssralg ssrnum ssrint rat poly polydiv matrix mxalgebra mxpoly zmodp finalg zify.
From Kizami Require Import Digraph Recurrence Projection SpanningTrees Network.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* What a node may do: it knows its out-degree and its value, sends the same message to every out-neighbour, hears what its
   in-neighbours send, and decides once. Nothing is drawn at random, and nobody knows n or who is who. *)
Record rule := Rule {
  local   : Type;
  message : Type;
  begin   : nat -> int -> local;
  send    : local -> message;
  hear    : local -> seq message -> local;
  verdict : local -> option rat }.

Section Run.
Variables (r : rule) (n : nat) (arc : rel 'I_n.+1) (x : 'I_n.+1 -> int).

(* in lock-step rounds in which no message is lost *)
Fixpoint states k j : local r :=
  if k is k'.+1 then hear (states k' j) [seq send (states k' i) | i <- enum [pred i | arc i j]]
  else begin r (outdegree arc j) (x j).

(* what node j decides first *)
Definition decides j (a : rat) := exists2 t, verdict (states t j) = Some a & forall s, (s < t)%N -> verdict (states s j) = None.
End Run.

Definition average n (x : 'I_n.+1 -> int) : rat := (\sum_l x l)%:~R / n.+1%:R.

Definition always_right r := forall n (arc : rel 'I_n.+1) (x : 'I_n.+1 -> int) j,
  (forall i, ~~ arc i i) -> strongly_connected arc -> decides r arc x j (average x).

(* The directed cycle of n.+2 nodes. *)
Section Cycle.
Variable n : nat.
Local Notation Node := 'I_n.+2.
Definition cycle : rel Node := fun i j => (val j == (val i).+1 %% n.+2)%N.

Definition before (j : Node) : Node := inord (if val j is m.+1 then m else n.+1).

Lemma cycleE i j : cycle i j = (i == before j).
Proof.
rewrite /cycle /before; case: j => [[|m] lt] /=; rewrite -val_eqE /= inordK //; last by apply: ltnW.
  case: (ltngtP (val i) n.+1) => [lt'|gt|->]; [|by have := leq_trans (ltn_ord i) gt; rewrite ltnn|by rewrite modnn].
  by rewrite modn_small // ltnS.
have := ltn_ord i; rewrite leq_eqVlt => /orP[/eqP ei|lt']; last by rewrite modn_small // eq_sym.
by rewrite ei modnn; apply/esym; lia.
Qed.

Lemma cycle_no_loop j : ~~ cycle j j.
Proof.
rewrite cycleE /before -val_eqE; case: j => [[|m] lt] /=; rewrite inordK //; last by apply: ltnW.
by rewrite neq_ltn ltnSn orbT.
Qed.

Lemma cycle_connected : strongly_connected cycle.
Proof.
have up d (i j : Node) : (val j = val i + d)%N -> connect cycle i j.
  elim: d j => [|d IH] j e; first by rewrite (_ : i = j) ?connect0 //; apply: val_inj; rewrite e addn0.
  apply: connect_trans (IH (before j) _) (connect1 _); last by rewrite cycleE.
  have := ltn_ord j; rewrite -[nat_of_ord j]/(val j) /before e addnS /= => lt; rewrite inordK //; exact: ltnW.
apply/strongly_connectedP => i j; apply: (@connect_trans _ _ ord_max).
  by apply: (up (n.+1 - i)%N); have := ltn_ord i; rewrite /=; lia.
apply: connect_trans (up j ord0 j (add0n _)); apply: connect1.
by rewrite /cycle /= modnn.
Qed.

Lemma cycle_outdegree j : outdegree cycle j = 1%N.
Proof.
rewrite /outdegree -(cards1 (inord ((val j).+1 %% n.+2) : Node)); apply: eq_card => i.
by rewrite !inE -val_eqE /= inordK // ltn_pmod.
Qed.
End Cycle.

Section NoRule.
Variable r : rule.

(* What a node of a cycle goes through while it hears of zeros only, whatever the length of the cycle is. *)
Fixpoint quiet k : local r := if k is k'.+1 then hear (quiet k') [:: send (quiet k')] else begin r 1 0.

Lemma quiet_states n (x : 'I_n.+2 -> int) (zeros : nat -> 'I_n.+2 -> bool) :
    (forall j, zeros 0%N j -> x j = 0) -> (forall k j, zeros k.+1 j -> zeros k j && zeros k (before j)) ->
  forall k j, zeros k j -> states r (@cycle n) x k j = quiet k.
Proof.
move=> z0 zS; elim=> [|k IH] j z /=; first by rewrite cycle_outdegree z0.
have /andP[z1 z2] := zS _ _ z; rewrite IH //; congr (hear _ _).
by rewrite (eq_enum (B := pred1 (before j))) ?enum1 /= ?IH // => i; rewrite !inE cycleE.
Qed.

(* No deterministic rule decides the average for all values on all strongly connected digraphs:
   on the cycle of T+2 nodes, T the round in which it decides 0 on a cycle of zeros, node T+1 has heard in T rounds
   of zeros only, though node 0 has the value 1. *)
Theorem no_rule_without_bound_or_randomness : ~ always_right r.
Proof.
move=> right; have [T yes no] := right _ _ (fun _ => 0) ord0 (@cycle_no_loop 0) (@cycle_connected 0).
have all0 k j : states r (@cycle 0) (fun _ => 0) k j = quiet k by apply: (@quiet_states 0 _ (fun _ _ => true)).
pose x (i : 'I_T.+2) : int := (val i == 0%N)%:R.
have same s : (s <= T)%N -> states r (@cycle T) x s ord_max = quiet s.
  move=> le; apply: (@quiet_states T x (fun k j => (k < val j)%N)) => //= [j|k j].
    by rewrite /x lt0n => /negPf ->.
  by rewrite /before; case: j => [[|m] lt] //= h; rewrite inordK; lia.
have [t yes' no'] := right _ _ x ord_max (@cycle_no_loop T) (@cycle_connected T).
rewrite all0 in yes; case: (ltngtP t T) => [lt|gt|et].
- by move: yes'; rewrite same ?(ltnW lt) // -(all0 t ord0) no.
- by have := no' _ gt; rewrite same // yes.
move: yes'; rewrite et same // yes /average => -[/eqP].
rewrite big1 // mul0r eq_sym mulf_eq0 invr_eq0 pnatr_eq0 orbF intr_eq0 /x (bigD1 ord0) //= big1 ?addr0 ?oner_eq0 // => i.
by rewrite -val_eqE /= => /negPf ->.
Qed.
End NoRule.

(* The case of the protocol: whatever a node may conclude from its out-degree and its observations of the words x and y. *)
Section Observations.
Variables (F : fieldType) (decide : nat -> seq (F * F) -> option rat).

Definition observations n (arc : rel 'I_n.+1) (x : 'I_n.+1 -> int) j k : seq (F * F) :=
  [seq (state (P arc F) (\col_i (x i)%:~R) t j 0, state (P arc F) (const_mx 1) t j 0) | t <- iota 0 k.+1].

(* the words as messages: the newest observation is in front *)
Let own (s : nat * seq (F * F)) := ((head (0, 0) s.2).1 / s.1.+1%:R, (head (0, 0) s.2).2 / s.1.+1%:R).
Let words := Rule (fun d v => (d, [:: (v%:~R : F, 1 : F)])) own
  (fun s ms => (s.1, ((own s).1 + \sum_(m <- ms) m.1, (own s).2 + \sum_(m <- ms) m.2) :: s.2)) (fun s => decide s.1 (rev s.2)).

(* FTC-5 in the words of a node *)
Lemma state_step n (arc : rel 'I_n.+1) (s : 'cV[F]_n.+1) k j : ~~ arc j j ->
  state (P arc F) s k.+1 j 0 = state (P arc F) s k j 0 / (outdegree arc j).+1%:R +
    \sum_(i | arc i j) state (P arc F) s k i 0 / (outdegree arc i).+1%:R.
Proof.
move=> nl; rewrite [in LHS]/state exprS -mulmxA mxE (bigD1 j) //= mxE eqxx mulrC; congr (_ + _).
rewrite big_mkcond [RHS]big_mkcond; apply: eq_bigr => i _; rewrite [P _ _ _ _]mxE.
by case: (eqVneq j i) => [<-|_] /=; [rewrite (negPf nl)|case: (arc i j); rewrite ?mul0r // mulrC].
Qed.

Lemma words_observations n (arc : rel 'I_n.+1) x k j : (forall i, ~~ arc i i) ->
  states words arc x k j = (outdegree arc j, rev (observations arc x j k)).
Proof.
move=> nl; have front l i : rev (observations arc x i l) =
    (state (P arc F) (\col_i (x i)%:~R) l i 0, state (P arc F) (const_mx 1) l i 0) ::
      rev [seq (state (P arc F) (\col_i (x i)%:~R) t i 0, state (P arc F) (const_mx 1) t i 0) | t <- iota 0 l].
  by rewrite /observations -[l.+1]addn1 iotaD map_cat rev_cat add0n.
elim: k j => [|k IH] j; first by rewrite /= /observations /= /state !expr0 !mul1mx !mxE.
rewrite [states _ _ _ _ _]/= IH [(_, _).1]/= [(_, _).2]/= [in RHS]front -/(observations arc x j k).
by congr (_, (_, _) :: _); rewrite big_map big_enum /own front state_step //=; congr (_ + _);
  apply: eq_bigr => i _; rewrite IH front.
Qed.

(* On the observations of x and y no deterministic rule without a bound finds the average of all values everywhere. *)
Theorem no_rule_on_observations : ~ forall n (arc : rel 'I_n.+1) (x : 'I_n.+1 -> int) j,
  (forall i, ~~ arc i i) -> strongly_connected arc ->
  exists2 T, decide (outdegree arc j) (observations arc x j T) = Some (average x)
    & forall s, (s < T)%N -> decide (outdegree arc j) (observations arc x j s) = None.
Proof.
move=> right; apply: (@no_rule_without_bound_or_randomness words) => n arc x j nl co.
have e t : verdict (states words arc x t j) = decide (outdegree arc j) (observations arc x j t).
  by rewrite words_observations //= revK.
by have [T yes no] := right n arc x j nl co; exists T; rewrite ?e // => s lt; rewrite e no.
Qed.
End Observations.
