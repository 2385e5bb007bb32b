(* Lock step, with all coordinates and the ending: tla/BracketCoordination.tla and tla/BracketEnding.tla. Definitions, and  *)
(* that every state that can be reached is that of the run in which nobody decides, up to the one round in which all do.  *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat intdiv zify ring.
From Kizami Require Import Digraph WholeUnits Windows Verdict BracketRun BracketInvariant.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Common.
Variables (N : nat) (M : measure).

(* Bracket!Steps, !Low, !High: the bracket, in quanta, is from Low/Steps to High/Steps *)
Definition steps (x : local) := Grid M * scale x.
Definition low_end (x : local) := (centre x * Grid M + lower x) * Base M.
Definition high_end (x : local) := (centre x * Grid M + upper x) * Base M.

(* Bracket!Choices and !Admits *)
Definition choices (x : local) : seq rat := fractions N (steps x) (low_end x) (high_end x).
Definition admits (x : local) (r : rat) := (low_end x)%:Q / (steps x)%:Q <= r <= (high_end x)%:Q / (steps x)%:Q.

Definition frame (x : local) := (lower x, upper x, centre x, scale x).

Lemma choices_frame x y : frame x = frame y -> choices x = choices y.
Proof. by rewrite /choices /low_end /high_end /steps => -[-> -> -> ->]. Qed.

Lemma admits_frame x y r : frame x = frame y -> admits x r = admits y r.
Proof. by rewrite /admits /low_end /high_end /steps => -[-> -> -> ->]. Qed.
End Common.

Section LockStep.
Variables Node Coord : finType.
Variable arc : rel Node.
Variables N D : nat.
Variable M : measure.
Variable value : Coord -> Node -> int.
(* BracketEnding!End: the rounds in which all decide at the latest, and what another ending says then: with the bracket
   alone nothing, in the race BracketEnding!BoundVerdict *)
Variable last : pred nat.
Variable other : Node -> option {ffun Coord -> rat}.

Definition node := {ffun Coord -> local}.
Definition saying := {ffun Coord -> share}.

Definition sent_node j (x : node) : saying := [ffun q => sent (outdeg arc j) (x q)].
Definition step_node k j (heard : Node -> option saying) (x : node) : node :=
  [ffun q => stepped M (window_over D k) (outdeg arc j) (fun i => omap (fun s : saying => s q) (heard i)) (x q)].

(* the run in which nobody decides *)
Definition unstopped k j : node := [ffun q => lockstep arc D M (value q) k j].

(* BracketEnding!ByBracket, !Ends, !OfBound, !Answer; None refuses. All coordinates must settle; one that is barren refuses *)
Definition settled (x : node) := [forall q, size (choices N M (x q)) == 1%N].
Definition barren (x : node) := [exists q, size (choices N M (x q)) == 0%N].
Definition by_bracket k (x : node) := window_over D k && (settled x || barren x).
Definition ends k (x : node) := by_bracket k x || last k.
Definition verdict_of (x : node) : option {ffun Coord -> rat} :=
  if barren x then None else Some [ffun q => head 0 (choices N M (x q))].
Definition of_bound (x : node) (r : option {ffun Coord -> rat}) :=
  if r is Some f then if [forall q, admits M (x q) (f q)] then r else None else None.
Definition answer k j (x : node) := if by_bracket k x then verdict_of x else of_bound x (other j).

Record state := State { round : nat; nodes : Node -> node; decided : Node -> option nat;
                        average : Node -> option (option {ffun Coord -> rat}) }.

(* BracketCoordination!CanDecide, !Decide, !Hears, !Advance *)
Definition can_decide s j := (decided s j == None) && ends (round s) (nodes s j).

Definition decide s := State (round s) (nodes s)
  (fun j => if can_decide s j then Some (round s) else decided s j)
  (fun j => if can_decide s j then Some (answer (round s) j (nodes s j)) else average s j).

Definition hears s j i := if arc i j && (decided s i == None) then Some (sent_node i (nodes s i)) else None.

Definition advance s := State (round s).+1
  (fun j => if decided s j == None then step_node (round s).+1 j (hears s j) (nodes s j) else nodes s j)
  (decided s) (average s).

Inductive step s : state -> Prop :=
| Decide : (exists j, can_decide s j) -> step s (decide s)
| Advance : (exists j, decided s j = None) -> (forall j, ~~ can_decide s j) -> step s (advance s).

Definition init := State 0 (unstopped 0) (fun=> None) (fun=> None).

Inductive reachable : state -> Prop :=
| reach0 : reachable init
| reachS s s' : reachable s -> step s s' -> reachable s'.

Inductive later s : state -> Prop :=
| later0 : later s s
| laterS s' s'' : later s s' -> step s' s'' -> later s s''.

Lemma step_node_ext k j heard heard' x : heard =1 heard' -> step_node k j heard x = step_node k j heard' x.
Proof. by move=> e; apply/ffunP => q; rewrite !ffunE; apply: stepped_ext => i; rewrite e. Qed.

Lemma unstoppedS k j : unstopped k.+1 j =
  step_node k.+1 j (fun i => if arc i j then Some (sent_node i (unstopped k i)) else None) (unstopped k j).
Proof.
apply/ffunP => q; rewrite !ffunE [LHS]/=; apply: stepped_ext => i.
by case: ifP => //= _; rewrite !ffunE.
Qed.

Hypothesis ok : sound M.
Hypothesis spanned : spans arc D.
Hypothesis within_most : forall q j, `|value q j| <= Most M.

Lemma inv_unstopped (j0 : Node) k q : exists c f L H X Y, inv arc D M (value q) k c f L H X Y.
Proof. exact: (inv_free j0 ok spanned (within_most q)). Qed.

Lemma frame_same k q i j : frame (unstopped k i q) = frame (unstopped k j q).
Proof.
have [c [f [L [H [X [Y [_ com _ _ _ _ _ _ _ _ _ _ _]]]]]]] := inv_unstopped i k q.
by rewrite /frame !ffunE; have [-> -> -> ->] := com i; have [-> -> -> ->] := com j.
Qed.

(* bracket and frame do not change within a window *)
Lemma frame_window k j q : frame (unstopped k j q) = frame (unstopped (k %/ D * D)%N j q).
Proof.
have D0 := span_gt0 spanned; elim: k => [|k IH]; first by rewrite div0n.
rewrite divnS //; case wo: (D %| k.+1)%N; last first.
  by rewrite add0n -IH /frame !ffunE /= /stepped /window_over wo.
by have e := divnK wo; rewrite divnS // wo in e; rewrite e.
Qed.

Lemma settles_same k i j : settled (unstopped k i) = settled (unstopped k j) /\ barren (unstopped k i) = barren (unstopped k j).
Proof. by split; [apply: eq_forallb|apply: eq_existsb] => q; rewrite (choices_frame N M (frame_same k q i j)). Qed.

Lemma ends_same k i j : ends k (unstopped k i) = ends k (unstopped k j).
Proof. by rewrite /ends /by_bracket; have [-> ->] := settles_same k i j. Qed.

Lemma answer_same k i j : other i = other j -> answer k i (unstopped k i) = answer k j (unstopped k j).
Proof.
move=> e; rewrite /answer /by_bracket /verdict_of e; have [-> ->] := settles_same k i j.
case: ifP => _.
  by case: ifP => // _; congr Some; apply/ffunP => q; rewrite [LHS]ffunE [RHS]ffunE (choices_frame N M (frame_same k q i j)).
case: (other j) => //= f; congr (if _ then _ else _); apply: eq_forallb => q; exact: admits_frame (frame_same k q i j).
Qed.

(* nobody has decided, or everybody has in this round *)
Record as_unstopped (s : state) : Prop := AsUnstopped {
  same_nodes : forall j, nodes s j = unstopped (round s) j;
  none_before : forall k j, (k < round s)%N -> ~~ ends k (unstopped k j);
  all_or_none : (forall j, decided s j = None /\ average s j = None) \/
     (forall j, [/\ decided s j = Some (round s), ends (round s) (unstopped (round s) j)
                  & average s j = Some (answer (round s) j (unstopped (round s) j))]) }.

Lemma reachable_unstopped s : reachable s -> as_unstopped s.
Proof.
elim=> [|{}s s' _ [fn fb fd] st]; first by split=> //; left.
case: st => [[j0 dj0]|[j0 dj0] nd].
  split=> //; right=> j; move: dj0; case: fd => [nobody|all]; last by rewrite /can_decide; have [-> _ _] := all j0.
  rewrite /= /can_decide; have [-> _] := nobody j0; have [-> _] := nobody j; rewrite eqxx !fn /= => e.
  by rewrite (ends_same _ j j0) e.
case: fd => [nobody|all]; last by have [] := all j0; rewrite dj0.
have e j : decided s j = None by have [] := nobody j.
split=> [j|k j|]; rewrite ?[round _]/=.
- rewrite [nodes _ _]/= e eqxx fn unstoppedS; apply: step_node_ext => i.
  by rewrite /hears e eqxx andbT; case: ifP => //; rewrite fn.
- rewrite ltnS leq_eqVlt => /orP[/eqP ->|lt]; last exact: fb.
  by have := nd j; rewrite /can_decide e eqxx fn.
- by left.
Qed.
End LockStep.
