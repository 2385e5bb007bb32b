(* The assumptions of Main.v can be met: on the directed cycle of three nodes, with p = 29 > 3^3, for both endings. *)
From mathcomp Require Import all_ssreflect fingroup perm ssralg ssrnum ssrint rat poly polydiv matrix mxalgebra mxpoly zmodp finalg zify.
From Kizami Require Import Digraph Rounds LossyLinks SameWords Pace Skew NeverStuck Network Probes FirstNews Endings Luck Fractions Main.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* every prime above n^n leaves room for a regular probe: Main.some_regular *)
Lemma room_for_probes n p : (n.+1 ^ n.+1 < p)%N -> (n.+1 * (n * n.+1) < 2 * p)%N.
Proof.
case: n => [|[|k]] /= h; first by lia.
  by move: h; rewrite (_ : 2 ^ 2 = 4)%N //; lia.
apply: leq_ltn_trans (_ : k.+3 ^ 3 < _)%N; first by rewrite !expnS expn0 muln1 leq_mul2l leq_mul2r leqnSn !orbT.
apply: leq_ltn_trans (_ : k.+3 ^ k.+3 < _)%N; first by apply: leq_pexp2l.
by lia.
Qed.

Definition cycle : rel 'I_3 := fun i j => (val j == (val i).+1 %% 3)%N.

Lemma cycle_no_loop j : ~~ cycle j j. Proof. by case: j => [[|[|[|]]]]. Qed.

Lemma cycle_connected : strongly_connected cycle.
Proof.
apply/strongly_connectedP => i j.
have s (a b : 'I_3) : cycle a b -> connect cycle a b by move=> h; apply: connect1.
pose o k (h : (k < 3)%N) : 'I_3 := Ordinal h.
have c01 : connect cycle (o 0%N isT) (o 1%N isT) by apply: s.
have c12 : connect cycle (o 1%N isT) (o 2%N isT) by apply: s.
have c20 : connect cycle (o 2%N isT) (o 0%N isT) by apply: s.
have to0 : connect cycle i (o 0%N isT).
  case: i => [[|[|[|//]]] h]; rewrite (bool_irrelevance h isT) //; by [apply: connect_trans c12 c20|].
have from0 : connect cycle (o 0%N isT) j.
  case: j => [[|[|[|//]]] h]; rewrite (bool_irrelevance h isT) //; by [apply: connect_trans c01 c12|].
exact: connect_trans to0 from0.
Qed.

Lemma prime29 : prime 29. Proof. by []. Qed.
Lemma room29 : (3 ^ 3 < 29)%N. Proof. by []. Qed.

(* For any network and any prime above n^n, and for the example in particular: *)
Section Runs.
Variables (n p : nat) (arc : rel 'I_n.+1) (how : ending) (values : nat -> 'I_n.+1 -> int).
Hypothesis no_loop : forall j, ~~ arc j j.
Hypothesis connected : strongly_connected arc.
Hypothesis p_prime : prime p.
Hypothesis room : (n.+1 ^ n.+1 < p)%N.
Hypothesis large : forall N, how = Bound N -> (n.+1 <= N)%N.
Let luck : lucky_prime arc how p := every_large_prime_is_lucky how no_loop connected p_prime room.
Local Notation reachable seed := (reachable arc (fun e => start (start_value p (values e)) seed)
  (combine arc (F := [fieldType of 'F_p])) how (@node_settled n _) (@node_order n _ how) (@node_average n _ how) 2).

(** For both endings there is a start from which, over links that lose, every state leads on to the end of the second epoch,
    where every node holds the average of that epoch. *)
Theorem runs_exist : exists seed : 'cV['F_p]_n.+1, exists2 c, reachable seed c &
  forall j, average (vars (nodes c j)) = Some (Some ((\sum_l values 1%N l)%:~R / n.+1%:R)).
Proof.
have [seed reg] := some_regular no_loop p_prime luck (room_for_probes room).
exists seed; have regs (e : nat) : how = Probe -> seed \notin irregular no_loop p_prime luck by [].
have r0 := @reach0 _ arc _ _ (fun e => start (start_value p (values e)) seed)
  (combine arc (F := [fieldType of 'F_p])) how (@node_settled n _) (@node_order n _ how) (@node_average n _ how) 2.
have [c lc all] := never_stuck connected large regs r0.
have rc : reachable seed c by elim: lc => // c1 c2 _ r1 st; apply: reachS r1 st.
exists c => // j; have /andP[/eqP s0 e2] := all j.
have dj : decided (vars (nodes c j)) <> None.
  exact: (stopped_decided_now (@combine_ext n arc _) connected (fun e => probe_foretold (start_value p (values e))
    connected (lucky_probe connected p_prime luck) (regularP (regs e))) rc s0).
have e1 : epoch (nodes c j) = 1%N.
  by apply/eqP; rewrite eqn_leq -[(1 <= _)%N]ltnS e2 andbT; have [->|] := epoch_in j rc.
by rewrite (FTC_24_average connected large regs rc dj) e1.
Qed.
End Runs.

Theorem example_runs how (values : nat -> 'I_3 -> int) : (forall N, how = Bound N -> (3 <= N)%N) ->
  exists seed : 'cV['F_29]_3, exists2 c,
      reachable cycle (fun e => start (start_value 29 (values e)) seed) (combine cycle (F := [fieldType of 'F_29])) how
        (@node_settled 2 _) (@node_order 2 _ how) (@node_average 2 _ how) 2 c
    & forall j, average (vars (nodes c j)) = Some (Some ((\sum_l values 1%N l)%:~R / 3%:R)).
Proof. exact: (runs_exist values cycle_no_loop cycle_connected prime29 room29). Qed.
