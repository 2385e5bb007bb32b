(* Quotients and their enclosure, FTC-40: the average is between the least and the greatest quotient, whatever the shares *)
(* were. And the quotient on the grid, rounded outward. TLA+: Bracket!Below, Bracket!Above, Bracket!Ceiling.              *)
From mathcomp Require Import all_ssreflect all_algebra zify ring.
From Kizami Require Import Windows.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Mediant.
Variable Node : finType.
Implicit Types (x y : Node -> int).

Lemma mediant_lower (G lo : int) x y : (forall j, lo * y j <= G * x j) -> lo * (\sum_j y j) <= G * \sum_j x j.
Proof. by move=> h; rewrite !mulr_sumr; apply: ler_sum. Qed.

Lemma mediant_upper (G hi : int) x y : (forall j, G * x j <= hi * y j) -> G * (\sum_j x j) <= hi * \sum_j y j.
Proof. by move=> h; rewrite !mulr_sumr; apply: ler_sum. Qed.

(* the average is between the least and the greatest quotient *)
Lemma mediant x y j0 (q := fun j => (x j)%:Q / (y j)%:Q) (a := (\sum_j x j)%:Q / (\sum_j y j)%:Q) :
  (forall j, 0 < y j) -> \big[Order.min/q j0]_j q j <= a <= \big[Order.max/q j0]_j q j.
Proof.
move=> h; have y0 : (0 : rat) < (\sum_j y j)%:Q.
  by rewrite ltr0z (bigD1 j0) //= ltr_paddr ?h // sumr_ge0 // => j _; apply: ltW.
have xq j : (x j)%:Q = q j * (y j)%:Q by rewrite /q mulfVK // intr_eq0 gt_eqF.
have ax : (\sum_j x j)%:Q = \sum_j q j * (y j)%:Q by rewrite rmorph_sum /=; apply: eq_bigr.
apply/andP; split.
  rewrite /a ler_pdivl_mulr // ax rmorph_sum /= mulr_sumr; apply: ler_sum => j _.
  by apply: ler_wpmul2r; [rewrite ler0z ltW | exact: big_min_le].
rewrite /a ler_pdivr_mulr // ax rmorph_sum /= mulr_sumr; apply: ler_sum => j _.
by apply: ler_wpmul2r; [rewrite ler0z ltW | exact: big_max_ge].
Qed.
End Mediant.

(* Bracket!Ceiling, !Below and !Above: the quotient on the grid *)
Definition ceiling (a b : int) : int := - ((- a) %/ b)%Z.
Definition below (G x y : int) : int := ((x * G) %/ y)%Z.
Definition above (G x y : int) : int := ceiling (x * G) y.

Lemma floor_le (a b z : int) : 0 < b -> (z <= (a %/ b)%Z) = (z * b <= a).
Proof. by move=> h; rewrite lez_divRL. Qed.

Lemma ceiling_le (a b z : int) : 0 < b -> (ceiling a b <= z) = (a <= z * b).
Proof. by move=> h; rewrite /ceiling ler_oppl floor_le // mulNr ler_opp2. Qed.

Lemma below_le G x y : 0 < y -> below G x y * y <= G * x.
Proof. by move=> h; rewrite -floor_le // /below [G * x]mulrC. Qed.

Lemma above_ge G x y : 0 < y -> G * x <= above G x y * y.
Proof. by move=> h; rewrite -ceiling_le // /above [G * x]mulrC. Qed.
(* FTC-41: brought into -R to R, if the deployment has such an R; models have none *)
Definition bring (R : option int) (z : int) : int := if R is Some r then Order.max (- r) (Order.min z r) else z.

Lemma bring_ge R z b : (forall r, R = Some r -> b <= r) -> (forall r, R = Some r -> - r <= b) ->
  (b <= bring R z -> b <= z \/ exists r, R = Some r /\ b = - r).
Proof.
rewrite /bring; case: R => [r|] h1 h2 h; last by left.
have := h1 r erefl; have := h2 r erefl; move: h; rewrite le_maxr le_minr => /orP[h|/andP[]]; last by left.
by right; exists r; split=> //; apply: le_anti; rewrite h.
Qed.
