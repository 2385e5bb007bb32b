(* Windows, FTC-41: the least and the greatest of what all hold, after as many rounds as any distance.                    *)
(* TLA+: Bracket!Taken, Bracket!Gathered on least and greatest. [bracket.md, Windows]                                      *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat intdiv zify ring.
From Kizami Require Import Digraph.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory.

(* for any operation that is a greatest lower bound *)
Section Gather.
Variable T : eqType.
Variable op : T -> T -> T.
Variable r : rel T.
Hypothesis r_refl : reflexive r.
Hypothesis r_trans : transitive r.
Hypothesis r_anti : antisymmetric r.
Hypothesis op_l : forall a b, r (op a b) a.
Hypothesis op_r : forall a b, r (op a b) b.
Hypothesis op_inf : forall z a b, r z a -> r z b -> r z (op a b).

Lemma best_le (I : finType) x0 (F : I -> T) i : r (\big[op/x0]_i F i) (F i).
Proof.
have := mem_index_enum i; elim: (index_enum I) => [//|a l IH]; rewrite inE big_cons => /orP[/eqP ->//|/IH].
exact: r_trans.
Qed.

Lemma best_id (I : finType) x0 (F : I -> T) : r (\big[op/x0]_i F i) x0.
Proof. by elim/big_rec: _ => // i b _; apply: r_trans. Qed.

Lemma best_inf (I : finType) x0 (F : I -> T) z : r z x0 -> (forall i, r z (F i)) -> r z (\big[op/x0]_i F i).
Proof. by move=> z0 zF; elim/big_rec: _ => // i b _; apply: op_inf. Qed.

Variable Node : finType.
Variable arc : rel Node.

(* what j holds after it has heard its in-neighbours *)
Definition gather (l : Node -> T) j := \big[op/l j]_i (if arc i j then l i else l j).

Lemma gather_ext l l' : l =1 l' -> gather l =1 gather l'.
Proof. by move=> e j; rewrite /gather e; apply: eq_bigr => i _; rewrite !e. Qed.

Lemma iter_gather_le k l i j : i \in within arc j k -> r (iter k gather l j) (l i).
Proof.
elim: k l i => [|k IH] l i; first by rewrite /= inE => /eqP ->.
rewrite withinS iterSr => /orP[/(IH (gather l))|/existsP[m /andP[/(IH (gather l)) h a]]].
  by move=> h; apply: r_trans h (best_id _ _).
by apply: r_trans h _; have := best_le (l m) (fun i => if arc i m then l i else l m) i; rewrite a.
Qed.

Lemma iter_gather_inf k l z j : (forall i, r z (l i)) -> r z (iter k gather l j).
Proof.
move=> h; elim: k j => [|k IH] j //=; apply: best_inf => // i.
by case: ifP => _; apply: IH.
Qed.

Definition best (l : Node -> T) j0 := \big[op/l j0]_i l i.

(* a window: after as many rounds as any distance all hold the best of the start values, and the same *)
Lemma window D l j : (forall i, i \in within arc j D) -> iter D gather l j = best l j.
Proof.
move=> h; apply: r_anti; apply/andP; split.
  by apply: best_inf => [|i]; apply: iter_gather_le.
by apply: iter_gather_inf => i; apply: best_le.
Qed.

Lemma window_same D l i j : (forall a b, a \in within arc b D) -> iter D gather l i = iter D gather l j.
Proof.
by move=> h; rewrite !window //; apply: r_anti; apply/andP; split; apply: best_inf => [|m]; apply: best_le.
Qed.
End Gather.

(* for TLA+'s distances *)
Lemma window_dist (Node : finType) (arc : rel Node) (T : eqType) op (r : rel T) D l i j :
    reflexive r -> transitive r -> antisymmetric r -> (forall a b, r (op a b) a) -> (forall a b, r (op a b) b) ->
    (forall z a b, r z a -> r z b -> r z (op a b)) ->
    strongly_connected arc -> (forall a b, dist arc a b <= D)%N ->
  iter D (gather op arc) l i = iter D (gather op arc) l j.
Proof. by move=> h1 h2 h3 h4 h5 h6 sc h; apply: (window_same h1 h2 h3 h4 h5 h6) => a b; rewrite -distP. Qed.

Section Extremes.
Variables (d : unit) (T : orderType d).
Implicit Types a b z : T.
Local Notation ge := (fun a b : T => (b <= a)%O).

Lemma min_l a b : (Order.min a b <= a)%O. Proof. by rewrite le_minl lexx. Qed.
Lemma min_r a b : (Order.min a b <= b)%O. Proof. by rewrite le_minl lexx orbT. Qed.
Lemma min_inf z a b : (z <= a)%O -> (z <= b)%O -> (z <= Order.min a b)%O. Proof. by rewrite le_minr => -> ->. Qed.
Lemma max_l a b : ge (Order.max a b) a. Proof. by rewrite /= le_maxr lexx. Qed.
Lemma max_r a b : ge (Order.max a b) b. Proof. by rewrite /= le_maxr lexx orbT. Qed.
Lemma max_inf z a b : ge z a -> ge z b -> ge z (Order.max a b). Proof. by rewrite /= le_maxl => -> ->. Qed.
Lemma le_tr : transitive (<=%O : rel T). Proof. by move=> y x z; apply: le_trans. Qed.
Lemma ge_refl : reflexive ge. Proof. by move=> x; rewrite lexx. Qed.
Lemma ge_tr : transitive ge. Proof. by move=> y x z h1 h2; apply: le_trans h2 h1. Qed.
Lemma ge_anti : antisymmetric ge. Proof. by move=> x y /andP[h1 h2]; apply: le_anti; rewrite h1 h2. Qed.

Variable Node : finType.
Variable arc : rel Node.
Implicit Types l : Node -> T.
Definition gather_min := gather (Order.min : T -> T -> T) arc.
Definition gather_max := gather (Order.max : T -> T -> T) arc.

Lemma window_min D l : (forall u v, dist arc u v <= D)%N -> strongly_connected arc ->
  forall j, iter D gather_min l j = \big[Order.min/l j]_i l i.
Proof.
move=> h sc j; apply: (@window _ _ <=%O le_refl le_tr le_anti min_l min_r min_inf) => i.
by rewrite -distP.
Qed.

Lemma window_max D l : (forall u v, dist arc u v <= D)%N -> strongly_connected arc ->
  forall j, iter D gather_max l j = \big[Order.max/l j]_i l i.
Proof.
move=> h sc j; apply: (@window _ _ ge ge_refl ge_tr ge_anti max_l max_r max_inf) => i.
by rewrite -distP.
Qed.

Lemma big_min_le l x0 i : (\big[Order.min/x0]_i l i <= l i)%O.
Proof. exact: (@best_le _ _ <=%O le_tr min_l min_r). Qed.

Lemma big_max_ge l x0 i : (l i <= \big[Order.max/x0]_i l i)%O.
Proof. exact: (@best_le _ _ ge ge_tr max_l max_r). Qed.

Lemma window_min_same D l i j : (forall u v, dist arc u v <= D)%N -> strongly_connected arc ->
  iter D gather_min l i = iter D gather_min l j.
Proof. by move=> h sc; apply: (@window_dist _ _ _ _ <=%O) => //; [exact: le_tr|exact: le_anti|exact: min_l|exact: min_r|exact: min_inf]. Qed.

Lemma window_max_same D l i j : (forall u v, dist arc u v <= D)%N -> strongly_connected arc ->
  iter D gather_max l i = iter D gather_max l j.
Proof.
by move=> h sc; apply: (@window_dist _ _ _ _ ge) => //; [exact: ge_tr|exact: ge_anti|exact: max_l|exact: max_r|exact: max_inf].
Qed.
End Extremes.

(* Quotients and their enclosure, FTC-40: the average is between the least and the greatest quotient, whatever the shares *)
(* were. And the quotient on the grid, rounded outward. TLA+: Bracket!Below, Bracket!Above, Bracket!Ceiling.              *)
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
