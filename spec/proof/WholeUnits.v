(* Whole units, FTC-39: what a node sends and keeps, for every finite digraph, and that nothing is lost. Then how far      *)
(* rounding can carry the words, for FTC-45: [bracket.md, Range]. TLA+: Bracket!Part, !Rest; BracketCoordination!Conserved. *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat intdiv zify ring.
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

(* In a round the sum of |a x + b y| over all nodes grows by at most 2 (|a| + |b|) for each arc. *)
Section Drift.
Variable Node : finType.
Variable arc : rel Node.
Implicit Types (i j : Node) (x y : Node -> int).
Local Notation outdeg := (outdeg arc).
Local Notation observe := (observe arc).

Definition arcs : nat := \sum_j outdeg j.
Definition neg (z : int) : int := Order.max 0 (- z).

Lemma arcs_le : (forall j, ~~ arc j j) -> (arcs <= #|Node| * #|Node|.-1)%N.
Proof.
move=> no_loop; rewrite /arcs -sum_nat_const; apply: leq_sum => j _.
rewrite /outdeg -ltnS prednK; last by apply/card_gt0P; exists j.
rewrite -cardsT; apply: proper_card; apply/properP; split; first exact: subsetT.
by exists j; rewrite ?inE // no_loop.
Qed.

Lemma neg_round (a b x y : int) (d : nat) (s := a * part x d + b * part y d) (t := a * rest x d + b * rest y d) :
  d%:Z * neg s + neg t <= neg (a * x + b * y) + d%:Z * (`|a| + `|b|).
Proof.
have ex := divz_eq x (1 + d)%N%:Z; have ey := divz_eq y (1 + d)%N%:Z.
have rx0 : (0 <= x %% (1 + d)%N%:Z)%Z by rewrite modz_ge0.
have ry0 : (0 <= y %% (1 + d)%N%:Z)%Z by rewrite modz_ge0.
have rx1 : ((x %% (1 + d)%N%:Z)%Z <= d%:Z) by have := @ltz_pmod x (1 + d)%N%:Z isT; lia.
have ry1 : ((y %% (1 + d)%N%:Z)%Z <= d%:Z) by have := @ltz_pmod y (1 + d)%N%:Z isT; lia.
rewrite /t /rest {t}; have es : s = a * part x d + b * part y d by [].
rewrite /part in es *; move: ex ey rx0 ry0 rx1 ry1 es.
move: (x %/ _)%Z (x %% _)%Z (y %/ _)%Z (y %% _)%Z => p r q w ex ey r0 w0 r1 w1 es.
pose u := a * r + b * w.
have e1 : a * x + b * y = (1 + d%:Z) * s + u by rewrite es {1}ex {1}ey /u PoszD; ring.
have e2 : a * (x - d%:Z * p) + b * (y - d%:Z * q) = s + u by rewrite es {1}ex {1}ey /u PoszD; ring.
have ub : `|u| <= d%:Z * (`|a| + `|b|).
  apply: le_trans (ler_norm_add _ _) _; rewrite !normrM (ger0_norm r0) (ger0_norm w0) mulrDr ![d%:Z * _]mulrC.
  by apply: ler_add; apply: ler_wpmul2l.
rewrite e1 e2; apply: le_trans (_ : _ <= neg ((1 + d%:Z) * s + u) + `|u|) _; last by rewrite ler_add2l.
by rewrite /neg; move: s u d%:Z (isT : 0 <= d%:Z) {es e1 e2 ub} => s u e e0; nia.
Qed.

Lemma neg_add u v : neg (u + v) <= neg u + neg v. Proof. by rewrite /neg; lia. Qed.
Lemma neg_ge0 u : 0 <= neg u. Proof. by rewrite /neg; lia. Qed.

Lemma neg_sum (I : finType) (P : pred I) (F : I -> int) : neg (\sum_(i | P i) F i) <= \sum_(i | P i) neg (F i).
Proof.
elim/big_rec2: _ => // i u v _ h; apply: le_trans (neg_add _ _) _; by rewrite ler_add2l.
Qed.

Lemma neg_observe (a b : int) x y :
  \sum_j neg (a * observe x j + b * observe y j) <= \sum_j neg (a * x j + b * y j) + arcs%:Z * (`|a| + `|b|).
Proof.
pose s i := a * part (x i) (outdeg i) + b * part (y i) (outdeg i).
pose t i := a * rest (x i) (outdeg i) + b * rest (y i) (outdeg i).
have e j : a * observe x j + b * observe y j = t j + \sum_(i | arc i j) s i.
  by rewrite /observe !mulrDr addrACA; congr (_ + _); [rewrite /t /rest !mulrDr | rewrite !mulr_sumr -big_split].
apply: le_trans (_ : _ <= \sum_j (neg (t j) + \sum_(i | arc i j) neg (s i))) _.
  by apply: ler_sum => j _; rewrite e; apply: le_trans (neg_add _ _) _; rewrite ler_add2l neg_sum.
have -> : \sum_j (neg (t j) + \sum_(i | arc i j) neg (s i)) = \sum_j ((outdeg j)%:Z * neg (s j) + neg (t j)).
  rewrite !big_split /= addrC; congr (_ + _).
  rewrite (eq_bigr (fun j => \sum_i if arc i j then neg (s i) else 0)); last by move=> j _; rewrite big_mkcond.
  rewrite exchange_big /=; apply: eq_bigr => i _.
  by rewrite -big_mkcond sumr_const -mulr_natl /outdeg cardsE natz.
have -> : arcs%:Z * (`|a| + `|b|) = \sum_j (outdeg j)%:Z * (`|a| + `|b|).
  by rewrite -mulr_suml /arcs; congr (_ * _); rewrite -natz natr_sum; apply: eq_bigr => j _; rewrite natz.
by rewrite -big_split /=; apply: ler_sum => j _; apply: neg_round.
Qed.

(* the sizes, that is both signs *)
Lemma sizeE u : `|u| = neg u + neg (- u). Proof. by rewrite /neg; lia. Qed.

Lemma size_observe (a b : int) x y :
  \sum_j `|a * observe x j + b * observe y j| <= \sum_j `|a * x j + b * y j| + 2%:Z * arcs%:Z * (`|a| + `|b|).
Proof.
have e x' y' : \sum_j `|a * x' j + b * y' j| =
    \sum_j neg (a * x' j + b * y' j) + \sum_j neg (- a * x' j + - b * y' j) :> int.
  by rewrite -big_split /=; apply: eq_bigr => j _; rewrite sizeE !mulNr -opprD.
rewrite !e; have := neg_observe a b x y; have := neg_observe (- a) (- b) x y; rewrite !normrN.
move=> h1 h2; apply: le_trans (ler_add h2 h1) _; rewrite addrACA ler_add2l -mulrA; set z := arcs%:Z * _; lia.
Qed.

Lemma size_rounds k (a b : int) x y :
  \sum_j `|a * iter k observe x j + b * iter k observe y j| <=
    \sum_j `|a * x j + b * y j| + 2%:Z * arcs%:Z * (`|a| + `|b|) * k%:Z.
Proof.
elim: k => [|k IH]; first by rewrite mulr0 addr0.
rewrite !iterS; apply: le_trans (size_observe _ _ _ _) _.
by move: IH; rewrite (_ : k.+1%:Z = k%:Z + 1) ?mulrDr ?mulr1; [move: (_ * _ * _) (\sum_j _) (\sum_j _)|]; lia.
Qed.

(* what is formed on the way, all that is sent and kept in a round, is no larger *)
Lemma size_sent_and_kept x : \sum_j ((outdeg j)%:Z * `|part (x j) (outdeg j)| + `|rest (x j) (outdeg j)|) <=
  \sum_j `|x j| + 2%:Z * arcs%:Z.
Proof.
have -> : 2%:Z * arcs%:Z = \sum_j 2%:Z * (outdeg j)%:Z.
  by rewrite -mulr_sumr /arcs; congr (_ * _); rewrite -natz natr_sum; apply: eq_bigr => j _; rewrite natz.
rewrite -big_split /=; apply: ler_sum => j _.
have := @neg_round 1 0 (x j) 0 (outdeg j); have := @neg_round (-1) 0 (x j) 0 (outdeg j).
rewrite !normr0 !mul0r !addr0 !mul1r !mulN1r (_ : `|-1| = 1 :> int) // mulr1 => /= h1 h2.
rewrite (sizeE (part _ _)) (sizeE (rest _ _)) (sizeE (x j)) mulrDr.
have add (a b c d e f o : int) : b + d <= f + o -> a + c <= e + o -> a + b + (c + d) <= e + f + 2%:Z * o by lia.
exact: add.
Qed.

(* so is any sum that a node forms of what it keeps and of some of what it hears *)
Lemma partial_sum x j (some : pred Node) :
  `|rest (x j) (outdeg j) + \sum_(i | some i && arc i j) part (x i) (outdeg i)| <= \sum_i `|x i| + 2%:Z * arcs%:Z.
Proof.
apply: le_trans (size_sent_and_kept x); apply: le_trans (ler_norm_add _ _) _; rewrite big_split /= addrC.
apply: ler_add; last first.
  by rewrite (bigD1 j) //= ler_addl; apply: sumr_ge0 => i _; apply: normr_ge0.
apply: le_trans (ler_norm_sum _ _ _) _; rewrite big_mkcond /=; apply: ler_sum => i _.
case: ifP => [/andP[_ a]|_]; last by rewrite mulr_ge0.
rewrite -{1}[`|_|]mul1r; apply: ler_wpmul2r => //.
by rewrite lez_nat card_gt0; apply/set0Pn; exists j; rewrite inE.
Qed.
End Drift.
