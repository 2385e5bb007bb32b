(* Vectors of d coordinates over a real closed field, their inner product as a sum, and their length: for learning.md. *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat matrix zmodp.
From mathcomp Require Import ring.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section InnerProduct.
Variables (R : rcfType) (d : nat).
Implicit Types (u v w : 'rV[R]_d) (a b : R).

Definition dot u v : R := \sum_i u 0 i * v 0 i.
Definition sq u := dot u u.                     (* the square of the length *)
Definition norm u := Num.sqrt (sq u).

Lemma dotC u v : dot u v = dot v u.
Proof. by apply: eq_bigr => i _; rewrite mulrC. Qed.

Lemma dotDl u v w : dot (u + v) w = dot u w + dot v w.
Proof. by rewrite /dot -big_split; apply: eq_bigr => i _; rewrite mxE mulrDl. Qed.

Lemma dotZl a u v : dot (a *: u) v = a * dot u v.
Proof. by rewrite /dot big_distrr; apply: eq_bigr => i _; rewrite mxE /= mulrA. Qed.

Lemma dotNl u v : dot (- u) v = - dot u v.
Proof. by rewrite -scaleN1r dotZl mulN1r. Qed.

Lemma dotBl u v w : dot (u - v) w = dot u w - dot v w.
Proof. by rewrite dotDl dotNl. Qed.

Lemma dotDr u v w : dot w (u + v) = dot w u + dot w v.
Proof. by rewrite dotC dotDl !(dotC w). Qed.

Lemma dotZr a u v : dot v (a *: u) = a * dot v u.
Proof. by rewrite dotC dotZl (dotC v). Qed.

Lemma dotNr u v : dot v (- u) = - dot v u.
Proof. by rewrite dotC dotNl (dotC v). Qed.

Lemma dotBr u v w : dot w (u - v) = dot w u - dot w v.
Proof. by rewrite dotDr dotNr. Qed.

Lemma dot0l v : dot 0 v = 0.
Proof. by rewrite -(scale0r v) dotZl mul0r. Qed.

Lemma dot_sumr (I : Type) (r : seq I) (U : I -> 'rV[R]_d) v : dot v (\sum_(j <- r) U j) = \sum_(j <- r) dot v (U j).
Proof. by elim/big_rec2: _ => [|j s t _ <-]; rewrite ?dotDr // dotC dot0l. Qed.

Lemma sq_ge0 u : 0 <= sq u.
Proof. by apply: sumr_ge0 => i _; rewrite -expr2 sqr_ge0. Qed.

Lemma sq_eq0 u : (sq u == 0) = (u == 0).
Proof.
apply/idP/eqP => [|->]; last by rewrite /sq dot0l.
rewrite /sq /dot psumr_eq0 => [/allP h|i _]; last by rewrite -expr2 sqr_ge0.
apply/rowP => i; rewrite mxE; apply/eqP.
by have := h i (mem_index_enum i); rewrite /= mulf_eq0 orbb.
Qed.

Lemma sqB u v : sq (u - v) = sq u - 2%:R * dot u v + sq v.
Proof. by rewrite /sq dotBl !dotBr (dotC v u); ring. Qed.

Lemma sqZ a u : sq (a *: u) = a ^+ 2 * sq u.
Proof. by rewrite /sq dotZl dotZr mulrA. Qed.

Lemma norm_ge0 u : 0 <= norm u. Proof. exact: sqrtr_ge0. Qed.

Lemma norm_sq u : norm u ^+ 2 = sq u. Proof. by rewrite sqr_sqrtr ?sq_ge0. Qed.

Lemma norm_eq0 u : (norm u == 0) = (u == 0).
Proof. by rewrite /norm sqrtr_eq0 le_eqVlt ltNge sq_ge0 orbF sq_eq0. Qed.

Lemma normZ a u : norm (a *: u) = `|a| * norm u.
Proof. by rewrite /norm sqZ sqrtrM ?sqr_ge0 // sqrtr_sqr. Qed.

(* The inequality of Cauchy and Schwarz. *)
Lemma dot_le u v : dot u v <= norm u * norm v.
Proof.
case: (eqVneq v 0) => [->|v0]; first by rewrite dotC dot0l mulr_ge0 ?norm_ge0.
have pv : 0 < sq v by rewrite lt_neqAle sq_ge0 eq_sym sq_eq0 v0.
have : 0 <= sq (sq v *: u - dot u v *: v) by apply: sq_ge0.
have -> : sq (sq v *: u - dot u v *: v) = sq v * (sq u * sq v - dot u v ^+ 2).
  by rewrite sqB !sqZ dotZl dotZr; ring.
rewrite pmulr_rge0 // subr_ge0 => h; rewrite /norm -sqrtrM ?sq_ge0 //.
by apply: le_trans (ler_norm _) _; rewrite -sqrtr_sqr ler_wsqrtr.
Qed.

(* The triangle inequality. *)
Lemma norm_le_sq u a : 0 <= a -> sq u <= a ^+ 2 -> norm u <= a.
Proof. by move=> a0 h; rewrite -(ler_pexpn2r (n := 2)) ?nnegrE ?norm_ge0 // norm_sq. Qed.

Lemma normD u v : norm (u + v) <= norm u + norm v.
Proof.
apply: norm_le_sq; first by rewrite addr_ge0 ?norm_ge0.
have -> : sq (u + v) = sq u + 2%:R * dot u v + sq v by rewrite /sq dotDl !dotDr (dotC v u); ring.
by rewrite sqrrD !norm_sq ler_add2r ler_add2l mulr_natl ler_muln2r dot_le.
Qed.

Lemma norm_sum (I : Type) (r : seq I) (U : I -> 'rV[R]_d) : norm (\sum_(j <- r) U j) <= \sum_(j <- r) norm (U j).
Proof.
elim/big_rec2: _ => [|j s t _ h]; first by apply: norm_le_sq; rewrite // expr0n /sq dot0l.
by apply: le_trans (normD _ _) _; rewrite ler_add2l.
Qed.
End InnerProduct.
