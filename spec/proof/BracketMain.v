(* What spec/bracket.md claims, for every n, every strongly connected digraph and every D that is enough, in one place:    *)
(* FTC_39 is about FTC-39. FTC-45's numbers are in BracketRange.v, FTC-46 in BracketRace.v, FTC-48 in Luck.v.        *)
(* A reader who trusts Coq needs these files and the definitions that they name; no proof elsewhere has to be read.        *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat intdiv zify ring.
From Kizami Require Import Digraph WholeUnits Windows Verdict BracketRun BracketInvariant BracketLockStep.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** FTC-39, one round of one word. Whatever whole shares are sent, one along each arc, the sum of the words stays. The rule's
    shares are the floors of word/(1+d), and keep every word at 1 at least. *)
Theorem FTC_39_round (Node : finType) (arc : rel Node) (x : Node -> int) :
  [/\ forall q : Node -> Node -> int, \sum_j moved arc q x j = \sum_j x j,
      forall j, observe arc x j = moved arc (fun i _ => (x i %/ (1 + outdeg arc i)%N%:Z)%Z) x j,
      \sum_j observe arc x j = \sum_j x j
    & (forall j, 1 <= x j) -> forall j, 1 <= observe arc x j].
Proof.
split=> [q|j||]; [exact: moved_conserves|exact: observe_moved|exact: observe_conserves|exact: observe_ge1].
Qed.

(** FTC-40. The average of all is between the least and the greatest quotient, for all words with y_j > 0. *)
Theorem FTC_40_mediants (Node : finType) (x y : Node -> int) j (q := fun j => (x j)%:Q / (y j)%:Q) : (forall j, 0 < y j) ->
  \big[Order.min/q j]_i q i <= (\sum_i x i)%:Q / (\sum_i y i)%:Q <= \big[Order.max/q j]_i q i.
Proof. exact: mediant. Qed.

(** FTC-43. What is left of a bracket are all rationals in it whose denominator in lowest terms is at most N. *)
Theorem FTC_43_choices N M (x : local) (r : rat) : 0 < Grid M -> 0 < scale x ->
  (r \in choices N M x) = (denq r <= N%:Z) && admits M x r.
Proof. by move=> g0 s0; rewrite /choices fractions_denq // /steps mulr_gt0. Qed.

Lemma fraction_eq (a b c d : int) : 0 < b -> 0 < d -> (a%:Q / b%:Q == c%:Q / d%:Q) = (a * d == c * b).
Proof.
move=> b0 d0; rewrite eqr_div ?intr_eq0 ?lt0r_neq0 // -!intrM; apply/eqP/eqP => [|-> //].
exact: (@intr_inj [numDomainType of rat]).
Qed.

(* a fraction above another one is not below its upper neighbour *)
Lemma beyond (N a b c k d p : int) : 0 < b -> 0 < d -> k <= N -> N < d + b -> p * b = a * d + 1 -> a * k < c * b -> p * k <= c * d.
Proof.
move=> b0 d0 kN Ndb e lt; rewrite leNgt; apply/negP => lt'.
have : b + d <= k; last by lia.
have id : k = b * (p * k - c * d) + d * (c * b - a * k) by transitivity ((p * b - a * d) * k); [rewrite e|]; ring.
have [h1 h2] : 1 <= p * k - c * d /\ 1 <= c * b - a * k by move: lt lt'; clear; lia.
by rewrite [X in _ <= X]id; apply: ler_add; rewrite ler_pemulr // ltW.
Qed.

(** FTC-43, the test. Let a/b be in the bracket from l/g to h/g, 1 <= b <= N, and d, e <= N the greatest numbers for which b divides
    a d + 1 and a e - 1. a/b is the only one exactly if neither (a d + 1)/b over d nor (a e - 1)/b over e is there. *)
Theorem FTC_43_neighbours (N : nat) (g l h a b d e p r : int) : 0 < g -> 1 <= b <= N%:Z -> l * b <= a * g <= h * b ->
    1 <= d <= N%:Z -> N%:Z < d + b -> p * b = a * d + 1 ->
    1 <= e <= N%:Z -> N%:Z < e + b -> r * b = a * e - 1 ->
  settles N g l h = (h * d < p * g) && (r * g < l * e).
Proof.
move=> g0 /andP[b1 bN] /andP[la ah] /andP[d1 dN] db ep /andP[e1 eN] eb er.
have [b0 d0 e0] : [/\ 0 < b, 0 < d & 0 < e] by split; apply: lt_le_trans ltr01 _.
have inside (c k : int) : 1 <= k <= N%:Z -> l * k <= c * g -> c * g <= h * k -> c%:Q / k%:Q \in fractions N g l h.
  case: k => [k|//] hk h1 h2; apply/fractionsP => //; exists c, k; split=> //; move: hk; rewrite !lez_nat.
have other (c k : int) : 0 < k -> c%:Q / k%:Q == a%:Q / b%:Q -> c * b = a * k.
  by move=> k0; rewrite fraction_eq // => /eqP.
apply/idP/andP => [/settlesP one|[up down]].
  have same (c k : int) : 1 <= k <= N%:Z -> l * k <= c * g -> c * g <= h * k -> c * b = a * k.
    move=> hk h1 h2; apply: other; first by lia.
    have := inside c k hk h1 h2; have := inside a b _ la ah; rewrite b1 bN => /(_ isT).
    by rewrite one !inE => /eqP -> /eqP ->.
  split; rewrite ltNge; apply/negP => le.
    have low : l * d <= p * g.
      rewrite -(ler_pmul2r b0) [p * g * b]mulrAC ep mulrDl; have := ler_wpmul2r (ltW d0) la.
      by rewrite mulrAC => h1; apply: le_trans h1 _; move: g0; clear; lia.
    by have := same p d _ low le; rewrite d1 dN ep => /(_ isT); clear; lia.
  have high : r * g <= h * e.
    by rewrite -(ler_pmul2r b0) [r * g * b]mulrAC er mulrBl [h * e * b]mulrAC; have := ler_wpmul2r (ltW e0) ah; move: g0; clear; lia.
  by have := same r e _ le high; rewrite e1 eN er => /(_ isT); clear; lia.
apply/settles_unique; exists (a%:Q / b%:Q) => q; rewrite inE; apply/idP/eqP => [|->]; last by apply: inside; rewrite ?b1.
case/fractionsP => // c [k [/andP[k1 kN] -> h1 h2]].
have k0 : 0 < k%:Z by rewrite ltz_nat.
have kN' : k%:Z <= N%:Z by rewrite lez_nat.
apply/eqP; rewrite -[k%:R]/(k%:Z%:~R) fraction_eq //; case: (ltrgtP (c * b) (a * k%:Z)) => // lt; exfalso.
  have := @beyond N%:Z (- a) b (- c) k%:Z e (- r) b0 e0 kN' eb; rewrite !mulNr er opprB addrC => /(_ erefl).
  rewrite ltr_opp2 ler_opp2 => /(_ lt) le.
  have := ler_wpmul2r (ltW g0) le; have := ler_wpmul2r (ltW e0) h1; have : r * g * k%:Z < l * e * k%:Z by rewrite ltr_pmul2r.
  by clear; lia.
have le := beyond b0 d0 kN' db ep lt.
have := ler_wpmul2r (ltW g0) le; have := ler_wpmul2r (ltW d0) h2; have : h * d * k%:Z < p * g * k%:Z by rewrite ltr_pmul2r.
by clear; lia.
Qed.

Lemma frame_quotient (U B m f S c : rat) : U != 0 -> B != 0 -> m != 0 ->
  U * (f * S - c * (m * B)) / (U * B * m) = f / B * (S / m) - c.
Proof. by move=> u0 b0 m0; field; rewrite m0 b0 u0. Qed.

Lemma middle_near (a b s : int) (m := (a + b)%:Q / (2%:Z * s)%:Q) (z := (nearest (a + b) (2%:Z * s))%:Q) : 0 < s ->
  m - 1 / 2%:Q < z <= m + 1 / 2%:Q /\ m = (a%:Q / s%:Q + b%:Q / s%:Q) / 2%:Q.
Proof.
move=> s0; have sq : s%:Q != 0 by rewrite intr_eq0 gt_eqF.
have s2 : (0 : rat) < (2%:Z * s)%:Q by rewrite ltr0z mulr_gt0.
split; last by rewrite /m rmorphM rmorphD /=; field.
have half : 1 / 2%:Q = s%:Q / (2%:Z * s)%:Q by rewrite rmorphM /=; field.
have [h1 h2] := andP (@nearest_bounds (a + b) (2%:Z * s) ltac:(lia)).
rewrite half /m -mulrBl -mulrDl -rmorphB -rmorphD /= ltr_pdivr_mulr // ler_pdivl_mulr // -!rmorphM /= ltr_int ler_int.
by move: h1 h2; clear; move: (nearest _ _) => t; lia.
Qed.

Lemma near_enclosed (z a l h : rat) : (l + h) / 2%:Q - 1 / 2%:Q < z <= (l + h) / 2%:Q + 1 / 2%:Q -> l <= a <= h ->
  `|z - a| <= (h - l) / 2%:Q + 1 / 2%:Q.
Proof.
have e (u v : rat) : u / 2%:Q - v / 2%:Q = (u - v) / 2%:Q by rewrite mulrBl.
move=> /andP[z1 z2] /andP[a1 a2]; rewrite ler_norml -mulrDl.
rewrite -mulrBl in z1; rewrite -mulrDl in z2; have t0 : (0 : rat) < 2%:Q by [].
rewrite ltr_pdivr_mulr // in z1; rewrite ler_pdivl_mulr // in z2.
rewrite -mulNr ler_pdivr_mulr // ler_pdivl_mulr //.
have e2 (u : rat) : u * 2%:Q = u + u by rewrite -mulr2n -mulr_natr.
rewrite !e2 in z1 z2 *; apply/andP; split.
  rewrite -subr_ge0; apply: le_trans (_ : 0 <= (z + z - (l + h - 1)) + (h - a) + (h - a)) _.
    by do 2 (apply: addr_ge0; last by rewrite subr_ge0); rewrite subr_ge0 ltW.
  by rewrite le_eqVlt; apply/orP; left; apply/eqP; ring.
rewrite -subr_ge0; apply: le_trans (_ : 0 <= (l + h + 1 - (z + z)) + (a - l) + (a - l)) _.
  by do 2 (apply: addr_ge0; last by rewrite subr_ge0); rewrite subr_ge0.
by rewrite le_eqVlt; apply/orP; left; apply/eqP; ring.
Qed.

Section Bracket.
Variables Node Coord : finType.
Variable arc : rel Node.
Variables N D : nat.
Variable M : measure.
Variable value : Coord -> Node -> int.
Variable last : pred nat.
Variable other : Node -> option {ffun Coord -> rat}.
Hypothesis ok : sound M.
Hypothesis spanned : spans arc D.
Hypothesis within_most : forall q j, `|value q j| <= Most M.
Local Notation reachable := (BracketLockStep.reachable arc N D M value last other).
Local Notation unstopped := (unstopped arc D M value).
Local Notation n := #|Node|.
Local Notation ends := (ends N D M last).
Local Notation by_bracket := (by_bracket N D M).
Implicit Types (s : state Node Coord) (i j : Node) (q : Coord).

Definition true_average q : rat := (\sum_j value q j)%:Q / n%:R.

Lemma n_gt0 (j : Node) : (0 < n)%N. Proof. by apply/card_gt0P; exists j. Qed.

Lemma den_is v k j : den (lockstep arc D M v k j) = iter k (observe arc) (fun=> Unit M * Base M) j.
Proof.
elim: k j => [|k IH] j //; rewrite iterS -(observe_ext arc IH) -(@step_sum _ arc D M v k j den sy) //.
by rewrite /= /stepped; case: ifP.
Qed.

(** FTC-39. In every state of lock step the sums of both words are those of the start, in the frame of the coordinate; y_j >= 1;
    and all coordinates have the same y. *)
Theorem FTC_39 s q : reachable s ->
  [/\ forall j, \sum_i num (nodes s i q) =
        Unit M * (scale (nodes s j q) * (\sum_i value q i) - centre (nodes s j q) * (n%:Z * Base M)),
      \sum_i den (nodes s i q) = Unit M * Base M * n%:Z
    & forall j, 1 <= den (nodes s j q) /\ forall p, den (nodes s j p) = den (nodes s j q)].
Proof.
move=> /(reachable_unstopped ok spanned within_most) [fn _ _].
have e i p : nodes s i p = lockstep arc D M (value p) (round s) i by rewrite fn ffunE.
split=> [j||j].
- have [c [f [L [H [X [Y [_ com _ _ _ _ _ ex en _ _ _ _]]]]]]] := inv_unstopped ok spanned within_most j (round s) q.
  rewrite e; have [_ _ -> ->] := com j; rewrite -(etrans (iter_conserves arc (round s %% D) X) ex).
  by apply: eq_bigr => i _; rewrite e en.
- rewrite (eq_bigr (fun i => iter (round s) (observe arc) (fun=> Unit M * Base M) i)) => [|i _]; last by rewrite e den_is.
  by rewrite iter_conserves sumr_const -mulr_natr natz.
- rewrite e den_is; split=> [|p]; last by rewrite e den_is.
  by apply: iter_ge1 => _; have := unit_gt0 ok; have := base_gt0 ok; nia.
Qed.

(* the average as the frame shows it *)
Definition in_frame (x : local) (r : rat) : rat := (scale x)%:Q / (Base M)%:Q * r - (centre x)%:Q.

(** FTC-40. In every state the sum of all x over the sum of all y is the average, in the frame, and it is between the least and the
    greatest quotient. *)
Theorem FTC_40 s j q (quotient := fun i => (num (nodes s i q))%:Q / (den (nodes s i q))%:Q) : reachable s ->
  (\sum_i num (nodes s i q))%:Q / (\sum_i den (nodes s i q))%:Q = in_frame (nodes s j q) (true_average q) /\
  \big[Order.min/quotient j]_i quotient i <= in_frame (nodes s j q) (true_average q) <= \big[Order.max/quotient j]_i quotient i.
Proof.
move=> rs; have [ex ey y1] := FTC_39 q rs.
have e : (\sum_i num (nodes s i q))%:Q / (\sum_i den (nodes s i q))%:Q = in_frame (nodes s j q) (true_average q).
  have u0 : (Unit M)%:Q != 0 by rewrite intr_eq0 gt_eqF // (unit_gt0 ok).
  have b0 : (Base M)%:Q != 0 by rewrite intr_eq0 gt_eqF // (base_gt0 ok).
  have n0 : (n%:R : rat) != 0 by rewrite pnatr_eq0 -lt0n (n_gt0 j).
  rewrite (ex j) ey /in_frame /true_average; set S := \sum_i _; rewrite !rmorphM rmorphB !rmorphM /=.
  exact: frame_quotient.
split=> //; rewrite -e; apply: mediant => i.
by have [h _] := y1 i; apply: lt_le_trans h.
Qed.

Lemma next_window w : (w.+1 * D = (w * D + D.-1).+1)%N.
Proof. by rewrite mulSn -addnS prednK ?(span_gt0 spanned) // addnC. Qed.

Lemma window_ends w : window_over D (w * D + D.-1).+1.
Proof. by rewrite /window_over -next_window dvdn_mull // muln_gt0 (span_gt0 spanned). Qed.

Lemma not_over w r : (0 < r < D)%N -> window_over D (w * D + r) = false.
Proof. by move=> /andP[r0 rD]; rewrite /window_over dvdn_addr ?dvdn_mull // gtnNdvd // andbF. Qed.

Lemma in_window w r q j (x := fun i => unstopped (w * D) i q) : (r < D)%N ->
  least (unstopped (w * D + r) j q) = iter r (gather_min arc) (fun i => least (x i)) j /\
  greatest (unstopped (w * D + r) j q) = iter r (gather_max arc) (fun i => greatest (x i)) j.
Proof.
elim: r j => [|r IH] j rD; first by rewrite addn0.
rewrite addnS ffunE /= /stepped -addnS not_over // step_low step_high /=.
by split; apply: gather_ext => i; have [] := IH i (ltnW rD); rewrite ffunE.
Qed.

(* what j holds when the window is over, before it begins the next one *)
Definition heard_least w q j := gather_min arc (fun i => least (unstopped (w * D + D.-1) i q)) j.
Definition heard_greatest w q j := gather_max arc (fun i => greatest (unstopped (w * D + D.-1) i q)) j.

(** What FTC_41 and FTC_42_window say of the run in which nobody decides holds of every state: what a node holds is the same. *)
Theorem held_as_unstopped s j : reachable s -> nodes s j = unstopped (round s) j.
Proof. by case/(reachable_unstopped ok spanned within_most) => fn _ _; apply: fn. Qed.

(** FTC-41. In round wD a node starts from its own quotient, rounded outward and brought into the range, in each round of the window
    it takes the least and the greatest of what it hears, and D rounds later all hold the same two: those of all nodes. *)
Theorem FTC_41 w q j (x := fun i => unstopped (w * D) i q) :
  [/\ least (x j) = bring (Reach M) (below (Grid M) (num (x j)) (den (x j))) /\
      greatest (x j) = bring (Reach M) (above (Grid M) (num (x j)) (den (x j))),
      forall r, (r < D)%N -> least (unstopped (w * D + r) j q) = iter r (gather_min arc) (fun i => least (x i)) j /\
        greatest (unstopped (w * D + r) j q) = iter r (gather_max arc) (fun i => greatest (x i)) j,
      heard_least w q j = \big[Order.min/least (x j)]_i least (x i) /\
      heard_greatest w q j = \big[Order.max/greatest (x j)]_i greatest (x i)
    & forall i, heard_least w q i = heard_least w q j /\ heard_greatest w q i = heard_greatest w q j].
Proof.
have [D0 sc en] := spanned; have lt : (D.-1 < D)%N by rewrite prednK.
have lo i : heard_least w q i = iter D (gather_min arc) (fun i => least (x i)) i.
  by rewrite -(prednK D0) iterS; apply: gather_ext => l; have [] := in_window w q l lt.
have hi i : heard_greatest w q i = iter D (gather_max arc) (fun i => greatest (x i)) i.
  by rewrite -(prednK D0) iterS; apply: gather_ext => l; have [] := in_window w q l lt.
split=> [|r|/=|i]; [|exact: in_window|by rewrite lo hi window_min // window_max|].
  rewrite /x ffunE; case: w {x lo hi} => [|w]; first by rewrite mul0n.
  by rewrite next_window /= /stepped window_ends.
by rewrite !lo !hi; split; [apply: window_min_same|apply: window_max_same].
Qed.

(** FTC-42 and FTC-45. When a window is over, all nodes make the same of it: the bracket is what it was and what the window has
    found, and then a zoom by the same 2^t and c, which is none or fits the window. The words change with it. *)
Theorem FTC_42_window w q (x := fun i => unstopped (w * D) i q) (y := fun i => unstopped (w.+1 * D) i q) :
  exists t c, forall j, let l := Order.max (lower (x j)) (heard_least w q j) in
                        let h := Order.min (upper (x j)) (heard_greatest w q j) in
                        let all := Held l h (centre (x j)) (scale (x j)) (heard_least w q j) (heard_greatest w q j) in
  [/\ [/\ t = raise M all, c = shift M all & fits (Grid M) (Zoom M) all t c],
      lower (y j) = 2%:Z ^+ t * l - c * Grid M /\ upper (y j) = 2%:Z ^+ t * h - c * Grid M,
      centre (y j) = 2%:Z ^+ t * centre (x j) + c /\ scale (y j) = 2%:Z ^+ t * scale (x j)
    & let words := fun get => iter D (observe arc) (fun i => get (x i)) j in
      num (y j) = 2%:Z ^+ t * words num - c * words den /\ den (y j) = words den].
Proof.
have D0 := span_gt0 spanned; have lt : (D.-1 < D)%N by rewrite prednK.
have [j0|no] := pickP Node; last by exists 0%N, 0 => j; have := no j.
have [_ _ _ same] := FTC_41 w q j0.
pose seen j := Held (Order.max (lower (x j)) (heard_least w q j)) (Order.min (upper (x j)) (heard_greatest w q j))
  (centre (x j)) (scale (x j)) (heard_least w q j) (heard_greatest w q j).
exists (raise M (seen j0)), (shift M (seen j0)) => j l h all.
have e : seen j = seen j0.
  rewrite /seen; have [-> ->] := same j; have := frame_same ok spanned within_most (w * D) q j j0.
  by rewrite /frame -/(x j) -/(x j0) => -[-> -> -> ->].
have fr : frame (unstopped (w * D + D.-1) j q) = frame (x j).
  have ew : ((w * D + D.-1) %/ D = w)%N by rewrite divnMDl // divn_small // addn0.
  by have := frame_window M value spanned (w * D + D.-1) j q; rewrite ew.
have k1 := next_window w; have wo := window_ends w.
have words r : (r < D)%N -> forall a, num (unstopped (w * D + r) a q) = iter r (observe arc) (fun b => num (x b)) a /\
    den (unstopped (w * D + r) a q) = iter r (observe arc) (fun b => den (x b)) a.
  elim: r => [|r IH] rD a; first by rewrite addn0.
  rewrite addnS ffunE /= /stepped -addnS not_over //= (@step_sum _ arc D M (value q) _ a num sx) //
    (@step_sum _ arc D M (value q) _ a den sy) //.
  by split; apply: observe_ext => b; have [] := IH (ltnW rD) b; rewrite ffunE.
have ey : y j = let hh := Held l h (centre (x j)) (scale (x j)) (heard_least w q j) (heard_greatest w q j) in
   opened M (2%:Z ^+ raise M hh * iter D (observe arc) (fun i => num (x i)) j - shift M hh * iter D (observe arc) (fun i => den (x i)) j)
     (iter D (observe arc) (fun i => den (x i)) j) (2%:Z ^+ raise M hh * l - shift M hh * Grid M)
     (2%:Z ^+ raise M hh * h - shift M hh * Grid M)
     (2%:Z ^+ raise M hh * centre (x j) + shift M hh) (2%:Z ^+ raise M hh * scale (x j)).
  rewrite /y k1 ffunE /= /stepped wo (@step_sum _ arc D M (value q) _ j num sx) //
    (@step_sum _ arc D M (value q) _ j den sy) // step_low step_high.
  have -> : observe arc (fun i => num (lockstep arc D M (value q) (w * D + D.-1) i)) j = iter D (observe arc) (fun i => num (x i)) j.
    by rewrite -(prednK D0) iterS; apply: observe_ext => b; have [] := words D.-1 lt b; rewrite ffunE prednK.
  have -> : observe arc (fun i => den (lockstep arc D M (value q) (w * D + D.-1) i)) j = iter D (observe arc) (fun i => den (x i)) j.
    by rewrite -(prednK D0) iterS; apply: observe_ext => b; have [] := words D.-1 lt b; rewrite ffunE prednK.
  have gl : gather_min arc (fun i => least (lockstep arc D M (value q) (w * D + D.-1) i)) j = heard_least w q j.
    by apply: gather_ext => b; rewrite ffunE.
  have gg : gather_max arc (fun i => greatest (lockstep arc D M (value q) (w * D + D.-1) i)) j = heard_greatest w q j.
    by apply: gather_ext => b; rewrite ffunE.
  by rewrite gl gg /closed; move: fr; rewrite /frame ffunE => -[-> -> -> ->].
rewrite ey /all -/(seen j) e; split=> //; split=> //; exact: zoom_fits.
Qed.

Lemma average_admitted k j q : 0 < scale (unstopped k j q) /\ admits M (unstopped k j q) (true_average q).
Proof.
have [c [f [L [H [X [Y [f0 com vL vH _ _ _ _ _ _ _ _ _]]]]]]] := inv_unstopped ok spanned within_most j k q.
rewrite ffunE; have [eL eH ec ef] := com j; rewrite ef; split=> //.
have n0 : (0 : rat) < n%:R by rewrite ltr0n (n_gt0 j).
have g0 : (0 : rat) < (Grid M * f)%:Q by rewrite ltr0z mulr_gt0 // (grid_gt0 ok).
rewrite /admits /low_end /high_end /steps eL eH ec ef /true_average; move: vL vH; rewrite /from_below /from_above /whole.
set S := \sum_i _ => vL vH; rewrite ler_pdivr_mulr // mulrAC ler_pdivl_mulr // ler_pdivr_mulr // mulrAC ler_pdivl_mulr //.
rewrite -[n%:R]/(n%:Z%:~R) -!rmorphM !ler_int; apply/andP; split.
  by congr (_ <= _): vL; ring.
by congr (_ <= _): vH; ring.
Qed.

(** FTC-42. In every state all nodes hold the same bracket in the same frame, and the average lies in it. *)
Theorem FTC_42 s i j q : reachable s ->
  [/\ lower (nodes s i q) = lower (nodes s j q), upper (nodes s i q) = upper (nodes s j q),
      centre (nodes s i q) = centre (nodes s j q), scale (nodes s i q) = scale (nodes s j q)
    & 0 < scale (nodes s j q) /\ admits M (nodes s j q) (true_average q)].
Proof.
move=> /(reachable_unstopped ok spanned within_most) [fn _ _]; rewrite !fn.
have := frame_same ok spanned within_most (round s) q i j; rewrite /frame => -[-> -> -> ->]; split=> //.
exact: average_admitted.
Qed.

(** Agreement rests on D alone: whatever N is, all nodes decide in the same round, and the same, if what another ending says is. *)
Theorem FTC_42_any_bound s i j : (forall a b, other a = other b) -> reachable s ->
  decided s i = decided s j /\ average s i = average s j.
Proof.
move=> same /(reachable_unstopped ok spanned within_most) [_ _ [no|all]].
  by have [-> ->] := no i; have [-> ->] := no j.
have [-> _ ->] := all i; have [-> _ ->] := all j; split=> //; congr Some.
exact: answer_same ok spanned within_most _ _ _ (same i j).
Qed.

Lemma average_left k j q : (n <= N)%N -> true_average q \in choices N M (unstopped k j q).
Proof.
move=> nN; have [s0 ad] := average_admitted k j q; rewrite FTC_43_choices ?(grid_gt0 ok) // ad andbT.
by apply: le_trans (@denq_le _ n%:Z _) _; rewrite ?ltz_nat ?(n_gt0 j) // lez_nat.
Qed.

Lemma answer_right k j : (n <= N)%N -> by_bracket k (unstopped k j) ->
  answer N D M other k j (unstopped k j) = Some [ffun q => true_average q].
Proof.
move=> nN byb; have here q := average_left k j q nN.
have nb : ~~ barren N M (unstopped k j).
  by rewrite negb_exists; apply/forallP => q; have := here q; case: (choices N M (unstopped k j q)).
have st : settled N M (unstopped k j) by move: byb; rewrite /BracketLockStep.by_bracket (negPf nb) orbF => /andP[].
rewrite /answer byb /verdict_of (negPf nb); congr Some; apply/ffunP => q; rewrite [LHS]ffunE [RHS]ffunE.
have := forallP st q; have := here q; case: (choices N M (unstopped k j q)) => [|r [|]] //=.
by rewrite inE => /eqP.
Qed.

(** FTC-43. All decide in the same round: the first one in which the bracket or the agreed last round ends it. If the bracket does,
    each decides the average of every coordinate, and never refuses; if not, it says what FTC-46 says, with the bracket alone that
    it refuses. N is a bound. *)
Theorem FTC_43 s i j k : (n <= N)%N -> reachable s -> decided s j = Some k ->
  [/\ k = round s /\ decided s i = Some k,
      forall l, (l < k)%N -> ~~ ends l (unstopped l j),
      by_bracket k (nodes s j) -> average s j = Some (Some [ffun q => true_average q])
    & ~~ by_bracket k (nodes s j) -> last k /\ average s j = Some (of_bound M (nodes s j) (other j))].
Proof.
move=> nN rs; have [fn fb fd] := reachable_unstopped ok spanned within_most rs.
case: fd => [no|all]; first by have [-> _] := no j.
have [-> en av] := all j => -[<-]; have [di _ _] := all i; split=> // [l lt|byb|nb]; first exact: fb.
  by rewrite av answer_right // -fn.
by move: en; rewrite -fn av /answer -fn (negPf nb) /BracketLockStep.ends (negPf nb).
Qed.

(** FTC-43, the last round. Nobody goes beyond it, and from every state the next step can be taken until all have decided. *)
Theorem FTC_43_last s K : reachable s ->
  (last K -> (round s <= K)%N) /\ ((exists j, decided s j = None) -> exists s', step arc N D M last other s s').
Proof.
move=> rs; split=> [lK|[j0 d0]].
  have [_ fb _] := reachable_unstopped ok spanned within_most rs.
  rewrite leqNgt; apply/negP => lt; case: (pickP Node) => [j _|no]; first by have := fb K j lt; rewrite /BracketLockStep.ends lK orbT.
  elim: rs lt {fb} => [|{}s s' _ IH [[j]|[j]]] //; by have := no j.
case: (boolP [exists j, can_decide N D M last s j]) => [/existsP e|].
  by exists (decide N D M last other s); apply: Decide.
rewrite negb_exists => /forallP nd; exists (advance arc D M s); apply: Advance => //; by exists j0.
Qed.

Lemma first_step s s' s'' : step arc N D M last other s s' -> later arc N D M last other s' s'' -> later arc N D M last other s s''.
Proof. by move=> st; elim=> [|a b _ IH sb]; [apply: laterS st; apply: later0|apply: laterS IH sb]. Qed.

(** ... so with an agreed last round K all decide, in round K at the latest: from every state such an end can be reached, and no run
    is longer. *)
Theorem FTC_43_ends s K : last K -> reachable s -> exists2 s', later arc N D M last other s s' &
  forall j, exists2 k, decided s' j = Some k & (k <= K)%N.
Proof.
move=> lK rs; have [m le] := ubnP (K - round s)%N; elim: m => // m IH in s le rs *.
have [fn _ cases] := reachable_unstopped ok spanned within_most rs; have [/(_ lK) rK _] := FTC_43_last K rs.
case: cases => [no|al]; last by exists s => [|j]; [exact: later0|have [-> _ _] := al j; exists (round s)].
have [j0 _|empty] := pickP Node; last by exists s => [|j]; [exact: later0|have := empty j].
case: (boolP [exists j, can_decide N D M last s j]) => [/existsP[j1 e]|].
  exists (decide N D M last other s) => [|j]; first by apply: laterS (later0 _ _ _ _ _ _ _) _; apply: Decide; exists j1.
  exists (round s) => //=; suff -> : can_decide N D M last s j by [].
  move: e; rewrite /can_decide; have [-> _] := no j; have [-> _] := no j1.
  by rewrite !eqxx !fn (ends_same N last ok spanned within_most _ j j1).
rewrite negb_exists => /forallP none.
have st : step arc N D M last other s (advance arc D M s) by apply: Advance => //; exists j0; have [] := no j0.
have rs' := reachS rs st; have [/(_ lK) rK' _] := FTC_43_last K rs'.
have [|s' l' all] := IH (advance arc D M s) _ rs'; first by move: le rK'; rewrite /=; lia.
by exists s' => //; apply: first_step st l'.
Qed.

(* FTC-44, the middle of the bracket in quanta, and the whole number next to it *)
Definition middle (x : local) : rat := (low_end M x + high_end M x)%:Q / (2%:Z * steps M x)%:Q.
Definition near (x : local) : int := nearest (low_end M x + high_end M x) (2%:Z * steps M x).

(** FTC-44. In every state all nodes hold the same whole number nearest to the middle, of two the greater, and the average is at most
    (H - L)/2 + 1/2 quanta from it. *)
Theorem FTC_44 s i j q (x := nodes s j q) : reachable s ->
  [/\ near (nodes s i q) = near x, middle x - 1 / 2%:Q < (near x)%:Q <= middle x + 1 / 2%:Q
    & `|(near x)%:Q - true_average q| <= ((high_end M x)%:Q / (steps M x)%:Q - (low_end M x)%:Q / (steps M x)%:Q) / 2%:Q + 1 / 2%:Q].
Proof.
move=> rs; have [e1 e2 e3 e4 [s0 ad]] := FTC_42 i j q rs.
have ts : 0 < steps M x by rewrite mulr_gt0 // (grid_gt0 ok).
have [mid em] := middle_near (low_end M x) (high_end M x) ts; split; [by rewrite /near /low_end /high_end /steps e1 e2 e3 e4|exact: mid|].
rewrite em in mid; rewrite /near; apply: near_enclosed mid _; exact: ad.
Qed.
End Bracket.
