(* Whole units, FTC-39: what a node sends and keeps, for every finite digraph; and how far rounding can carry the words, *)
(* of which FTC-45 makes a range. TLA+: Bracket!Part, Bracket!Rest, BracketCoordination!Conserved.                       *)
From mathcomp Require Import all_ssreflect all_algebra zify ring.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* Bracket!Part, what goes along each of d arcs, and Bracket!Rest, what is kept *)
Definition part (w : int) (d : nat) : int := (w %/ (1 + d)%N%:Z)%Z.
Definition rest (w : int) (d : nat) : int := w - d%:Z * part w d.

Section Shares.
Variable Node : finType.
Variable arc : rel Node.                       (* arc j i: j sends to i *)
Implicit Types (i j : Node) (x y : Node -> int).

(* Digraphs!OutDegree *)
Definition outdeg j : nat := #|[set i | arc j i]|.

(* any whole shares, one for each arc: MCAnyShares *)
Definition moved (q : Node -> Node -> int) x j := x j - \sum_(i | arc j i) q j i + \sum_(i | arc i j) q i j.

(* those of the rule: one round of one word *)
Definition observe x j := rest (x j) (outdeg j) + \sum_(i | arc i j) part (x i) (outdeg i).

Lemma moved_conserves q x : \sum_j moved q x j = \sum_j x j.
Proof.
rewrite /moved big_split /= sumrB [X in _ - X + _](eq_bigr (fun j => \sum_i if arc j i then q j i else 0)).
  rewrite exchange_big /= [X in _ + X](eq_bigr (fun j => \sum_i if arc i j then q i j else 0)) ?subrK // => j _.
  by rewrite big_mkcond.
by move=> j _; rewrite big_mkcond.
Qed.

Lemma observe_moved x j : observe x j = moved (fun i _ => part (x i) (outdeg i)) x j.
Proof.
rewrite /observe /moved /rest; congr (_ - _ + _).
by rewrite sumr_const -mulr_natl /outdeg cardsE natz.
Qed.

Lemma observe_conserves x : \sum_j observe x j = \sum_j x j.
Proof. by rewrite -(moved_conserves (fun i _ => part (x i) (outdeg i)) x); apply: eq_bigr => j _; rewrite observe_moved. Qed.

Lemma part_ge0 w d : 0 <= w -> 0 <= part w d.
Proof. by rewrite /part => h; rewrite divz_ge0. Qed.

Lemma rest_ge1 w d : 1 <= w -> 1 <= rest w d.
Proof.
rewrite /rest /part => h; have e := divz_eq w (1 + d)%N%:Z.
have r0 : (0 <= w %% (1 + d)%N%:Z)%Z by rewrite modz_ge0.
have q0 : (0 <= w %/ (1 + d)%N%:Z)%Z by rewrite divz_ge0 //; lia.
by move: e r0 q0; move: (w %/ _)%Z (w %% _)%Z => q r; nia.
Qed.

(* a node never parts with its last unit: one unit to begin with is enough *)
Lemma observe_ge1 y : (forall j, 1 <= y j) -> forall j, 1 <= observe y j.
Proof.
move=> h j; rewrite /observe -[1]addr0; apply: ler_add; first exact: rest_ge1.
by apply: sumr_ge0 => i _; apply: part_ge0; apply: le_trans (h i).
Qed.

End Shares.
