(* FTC-45, its numbers: the zoom of the rule, how large words become, the 64 bits of the kit, and the frame. [bracket.md, Range] *)
(* TLA+: Bracket!Doubled, !Factor, !Shift; BracketCoordination!Small.                                                          *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat intdiv zify ring.
From Kizami Require Import Digraph WholeUnits Windows Verdict BracketRun BracketInvariant BracketLockStep BracketMain.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* several fractions are left *)
Definition several N (Grid Base : int) (h : held) : bool :=
  (1 < size (fractions N (Grid * h_scale h) ((h_centre h * Grid + h_lower h) * Base) ((h_centre h * Grid + h_upper h) * Base)))%N.

(* Bracket!Doubled, !Factor: the greatest t <= Zoom with 2^t (greatest - least) <= Grid; Bracket!Shift *)
Definition rule_raise N (Grid Base : int) Zoom (h : held) : nat :=
  if several N Grid Base h then \max_(t < Zoom.+1 | 2%:Z ^+ t * (h_greatest h - h_least h) <= Grid) t else 0%N.
Definition rule_shift N (Grid Base : int) Zoom (h : held) : int :=
  let t := rule_raise N Grid Base Zoom h in
  if t == 0%N then 0 else nearest (2%:Z ^+ t * (h_least h + h_greatest h)) (2%:Z * Grid).

(** FTC-45, the zoom. The rule's zoom is none, or fits the window; it is the greatest that does, and only where several fractions
    are left. (So the theorems hold of it.) *)
Theorem FTC_45_zoom N Grid Base Zoom h (t := rule_raise N Grid Base Zoom h) :
  [/\ fits Grid Zoom h t (rule_shift N Grid Base Zoom h), (0 < t)%N -> several N Grid Base h
    & forall r, several N Grid Base h -> (r <= Zoom)%N -> 2%:Z ^+ r * (h_greatest h - h_least h) <= Grid -> (r <= t)%N].
Proof.
have sv : (0 < t)%N -> several N Grid Base h by rewrite /t /rule_raise; case: ifP.
split=> // [|r sev le fit]; last first.
  rewrite /t /rule_raise sev; have lt : (r < Zoom.+1)%N by [].
  exact: (@leq_bigmax_cond _ (fun t : 'I_Zoom.+1 => 2%:Z ^+ t * (h_greatest h - h_least h) <= Grid) _ (Ordinal lt)).
rewrite /fits /rule_shift -/t; case: eqVneq => [->|t0]; first by left.
right; have sev : several N Grid Base h by apply: sv; rewrite lt0n.
have : (t <= Zoom)%N /\ 2%:Z ^+ t * (h_greatest h - h_least h) <= Grid; last by move=> [tZ fit]; rewrite lt0n t0.
rewrite /t /rule_raise sev in t0 *; case: (pickP (fun t : 'I_Zoom.+1 => 2%:Z ^+ t * (h_greatest h - h_least h) <= Grid)) => [i0 hi|no].
  have [|i hi' e] := @eq_bigmax_cond _ (fun t : 'I_Zoom.+1 => 2%:Z ^+ t * (h_greatest h - h_least h) <= Grid) (fun t => nat_of_ord t).
    by apply/card_gt0P; exists i0.
  by rewrite e; split=> //; rewrite -ltnS.
by move: t0; rewrite big_pred0.
Qed.

(** FTC-45. A change of frame leaves the same fractions: nothing that is decided depends on it. *)
Theorem FTC_45_same_choices N M (x y : local) (f c : int) : 0 < f ->
  lower y = f * lower x - c * Grid M -> upper y = f * upper x - c * Grid M ->
  centre y = f * centre x + c -> scale y = f * scale x -> choices N M y = choices N M x.
Proof.
move=> f0 el eu ec es; rewrite /choices -[RHS](scaled_fractions N _ _ _ f0) /steps /low_end /high_end el eu ec es.
by congr fractions; move: (Grid M) (Base M) => g b; ring.
Qed.

Lemma several_apart N (g l h : int) : 0 < g -> (2 <= N)%N -> (1 < size (fractions N g l h))%N -> g <= (h - l) * (N * N.-1)%N%:Z.
Proof.
move=> g0 N2 sz; rewrite leNgt; apply/negP => lt.
have : nth 0 (fractions N g l h) 0 \in fractions N g l h by apply: mem_nth; apply: ltnW.
case/fractionsP => // a [b [hb _ h1 h2]].
by have := narrow_settles g0 hb N2 h1 h2 lt; rewrite /settles => /eqP e; rewrite e in sz.
Qed.

Lemma per_node (k a b f m z : int) : 0 < k -> a * (k * b) <= f * (m * k) + z * (k * b) -> a * b <= f * m + z * b.
Proof. by move=> k0 h; rewrite -(ler_pmul2l k0); congr (_ <= _): h; ring. Qed.

Section Range.
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
Local Notation reachable := (reachable arc N D M value last other).
Local Notation n := #|Node|.
Local Notation A := (arcs arc)%:Z.
Implicit Types (s : state Node Coord) (i j : Node) (q : Coord).

(** FTC-45, how large words become, for every measure: the sizes of all words together; and in going to the next round all that a node
    shares and what it keeps, and any sum that it forms of what it keeps and of some of what it hears. *)
Theorem FTC_45_size s q (k := (round s)%:Z)
    (zoomed := if Zoom M == 0%N then 0 else (2%:Z * Size M + 3%:Z) * 2%:Z ^+ Zoom M * D%:Z * A)
    (most := Size M * (Unit M * (n%:Z * Base M)) + zoomed) : reachable s ->
  [/\ \sum_j `|num (nodes s j q)| <= most + 2%:Z * A * k,
      \sum_j ((outdeg arc j)%:Z * `|part (num (nodes s j q)) (outdeg arc j)| + `|rest (num (nodes s j q)) (outdeg arc j)|)
        <= most + 2%:Z * A * (k + 1)
    & forall j (some : pred Node),
    `|rest (num (nodes s j q)) (outdeg arc j) + \sum_(i | some i && arc i j) part (num (nodes s i q)) (outdeg arc i)|
      <= most + 2%:Z * A * (k + 1)].
Proof.
move=> /(reachable_unstopped ok spanned within_most) [fn _ _].
have key : \sum_j `|num (nodes s j q)| <= most + 2%:Z * A * k.
  have [j0 _|no] := pickP Node; last first.
    rewrite big_pred0 // /most /zoomed; have := size_ge1 ok; have := unit_gt0 ok; have := base_gt0 ok => b u z.
    by case: ifP => _; rewrite !addr_ge0 // !mulr_ge0 ?exprn_ge0 ?addr_ge0 ?mulr_ge0 //; lia.
  have [c [f [L [H [X [Y [_ _ _ _ _ _ _ _ en _ _ _ sz]]]]]]] := inv_unstopped ok spanned within_most j0 (round s) q.
  have e j : num (nodes s j q) = 1 * iter (round s %% D) (observe arc) X j + 0 * iter (round s %% D) (observe arc) Y j.
    by rewrite fn ffunE en mul1r mul0r addr0.
  have -> : \sum_j `|num (nodes s j q)| = \sum_j `|1 * iter (round s %% D) (observe arc) X j + 0 * iter (round s %% D) (observe arc) Y j|.
    by apply: eq_bigr => j _; rewrite e.
  apply: le_trans (size_rounds arc (round s %% D)%N 1 0 X Y) _.
  rewrite normr1 normr0 addr0 mulr1; under eq_bigr => j _ do rewrite mul1r mul0r addr0.
  apply: le_trans (ler_add sz (lexx _)) _; rewrite /drift -/most -addrA ler_add2l -mulrDr ler_wpmul2l //.
  by rewrite -PoszD subnK // leq_mod.
have more : \sum_j `|num (nodes s j q)| + 2%:Z * A <= most + 2%:Z * A * (k + 1).
  by rewrite [2%:Z * _ * (_ + _)]mulrDr mulr1 addrA ler_add2r.
split=> // [|j some].
  exact: le_trans (size_sent_and_kept arc (fun i => num (nodes s i q))) more.
exact: le_trans (partial_sum arc (fun i => num (nodes s i q)) j some) more.
Qed.

(** FTC-45, 64 bits. With n <= N, Size Units N < 2^59, if Zoom > 0 (2 Size + 3) 2^Zoom D N(N-1) <= 2^60, until the last round K with
    K N(N-1) < 2^58: every |x_j| < 2^61, every sum on the way to the next round is, and 1 <= y_j < 2^59. *)
Theorem FTC_45_64_bits s q j (P := (N * N.-1)%N%:Z) : (forall i, ~~ arc i i) -> (n <= N)%N ->
  Size M * (Unit M * Base M) * N%:Z < 2%:Z ^+ 59 ->
  ((0 < Zoom M)%N -> (2%:Z * Size M + 3%:Z) * 2%:Z ^+ Zoom M * D%:Z * P <= 2%:Z ^+ 60) ->
  reachable s ->
  [/\ (round s)%:Z * P < 2%:Z ^+ 58 -> `|num (nodes s j q)| < 2%:Z ^+ 61,
      ((round s)%:Z + 1) * P < 2%:Z ^+ 58 -> forall some : pred Node,
        `|rest (num (nodes s j q)) (outdeg arc j) + \sum_(i | some i && arc i j) part (num (nodes s i q)) (outdeg arc i)| < 2%:Z ^+ 61
    & 1 <= den (nodes s j q) < 2%:Z ^+ 59].
Proof.
move=> nl nN h1 h2 rs; have [sz _ sums] := FTC_45_size q rs; have [_ ey y1] := FTC_39 ok spanned within_most q rs.
have S1 := size_ge1 ok; have u0 := unit_gt0 ok; have b0 := base_gt0 ok; have ub : 0 < Unit M * Base M by exact: mulr_gt0.
have AP : A <= P.
  rewrite lez_nat; apply: leq_trans (arcs_le nl) _; apply: leq_mul => //; by case: (N) nN => [|m]; [rewrite leqn0 => /eqP ->|case: (n)].
have A0 : 0 <= A by []; have nN' : n%:Z <= N%:Z by [].
have m1 : Size M * (Unit M * (n%:Z * Base M)) <= Size M * (Unit M * Base M) * N%:Z.
  rewrite (_ : Size M * _ = Size M * (Unit M * Base M) * n%:Z); last by ring.
  by apply: ler_wpmul2l => //; rewrite mulr_ge0 ?(ltW ub) //; lia.
set zoomed := if Zoom M == 0%N then 0 else _ in sz sums; have m2 : zoomed <= 2%:Z ^+ 60.
  rewrite /zoomed; case: eqVneq => [_|z0]; first by rewrite exprn_ge0.
  apply: le_trans (h2 _); last by rewrite lt0n.
  by apply: ler_wpmul2l => //; rewrite !mulr_ge0 ?exprn_ge0 //; lia.
have bound k : 0 <= k -> k * P < 2%:Z ^+ 58 ->
    Size M * (Unit M * (n%:Z * Base M)) + zoomed + 2%:Z * A * k < 2%:Z ^+ 61.
  move=> k0 kP; have m3 : 2%:Z * A * k <= 2%:Z * (k * P) by rewrite -mulrA ler_pmul2l // mulrC ler_wpmul2l.
  move: (le_lt_trans m1 h1) m2 m3 kP; rewrite !(exprSr _ 60) !(exprSr _ 59) !(exprSr _ 58); clear.
  by move: (Size M * _) zoomed (2%:Z * A * k) (k * P) (2%:Z ^+ 58) => a b c d e; lia.
have [y1j _] := y1 j; split=> [kP|kP some|].
- apply: le_lt_trans (bound _ _ kP) => //; apply: le_trans sz; rewrite (bigD1 j) //= ler_addl.
  by apply: sumr_ge0 => i _; apply: normr_ge0.
- by apply: le_lt_trans (sums j some) _; apply: bound.
rewrite y1j /=; apply: le_lt_trans (_ : \sum_i den (nodes s i q) < _).
  rewrite (bigD1 j) //= ler_addl; apply: sumr_ge0 => i _; have [h _] := y1 i; exact: le_trans h.
rewrite ey; apply: le_lt_trans h1; apply: le_trans (_ : Unit M * Base M * N%:Z <= _); first by rewrite ler_pmul2l.
by rewrite -(mulrA (Size M)) ler_pemull // mulr_ge0 ?(ltW ub).
Qed.

(** FTC-45, the frame, for zooms only where several fractions are left and N >= 2: 2^scale, which is scale/Base here, stays what it
    was or at most N(N-1), and |centre| <= 2^scale V + Size. *)
Theorem FTC_45_frame s q j (x := nodes s j q) : (2 <= N)%N -> (forall h, (0 < raise M h)%N -> several N (Grid M) (Base M) h) ->
  reachable s -> (scale x = 1 \/ scale x <= Base M * (N * N.-1)%N%:Z) /\ `|centre x| * Base M <= scale x * Most M + Size M * Base M.
Proof.
move=> N2 sev /(reachable_unstopped ok spanned within_most) [fn _ _]; rewrite /x fn {x}; split; last first.
  have [c [f [L [H [X [Y [f0 com _ _ ne _ _ _ _ _ _ _ _]]]]]]] := inv_unstopped ok spanned within_most j (round s) q.
  rewrite ffunE; have [_ _ -> ->] := com j; have st := start_most (within_most q).
  have n0 : 0 < n%:Z by rewrite ltz_nat; apply/card_gt0P; exists j.
  have bound : `|c * whole Node M| <= f * (Most M * n%:Z) + Size M * whole Node M.
    rewrite -[c * _](subKr (f * \sum_j value q j)); apply: le_trans (ler_norm_sub _ _) _; apply: ler_add => //.
    by rewrite normrM (gtr0_norm f0) ler_pmul2l.
  rewrite normrM (gtr0_norm (whole_gt0 j ok)) in bound.
  exact: (per_node n0 bound).
have -> : scale (unstopped arc D M value (round s) j q) = scale (unstopped arc D M value (round s %/ D * D) j q).
  by have := frame_window M value spanned (round s) j q; rewrite /frame => -[_ _ _].
elim: (round s %/ D)%N => [|w IH]; first by left; rewrite mul0n ffunE.
have [t [c all]] := FTC_42_window ok spanned within_most w q; have /= [[et ec ft] _ [_ ->] _] := all j.
case: ft => [[-> _]|[/andP[t0 _] fit _]]; first by rewrite mul1r.
right; move: fit; rewrite et in t0; have := sev _ t0; rewrite /several /= => /(several_apart _ N2).
set sc := scale _ in IH *; set ce := centre _; set l := Order.max _ _; set h := Order.min _ _.
set lo := heard_least _ _ _ _ _ _ _; set hi := heard_greatest _ _ _ _ _ _ _.
have g0 := grid_gt0 ok; have b0 := base_gt0 ok; have s0 : 0 < sc by have [] := average_admitted ok spanned within_most (w * D) j q.
have P0 : 0 <= (N * N.-1)%N%:Z by []; have F0 : 0 < 2%:Z ^+ t by apply: exprn_gt0.
move=> /(_ (mulr_gt0 g0 s0)); rewrite -mulrBl opprD addrACA subrr add0r => wide fit.
have narrow : h - l <= hi - lo by apply: ler_sub; rewrite ?le_minl ?le_maxr lexx orbT.
rewrite -(ler_pmul2l g0); apply: le_trans (_ : 2%:Z ^+ t * ((h - l) * Base M * (N * N.-1)%N%:Z) <= _).
  by rewrite mulrCA ler_pmul2l.
rewrite (_ : _ * (_ * _ * _) = 2%:Z ^+ t * (h - l) * (Base M * (N * N.-1)%N%:Z)); last by ring.
apply: ler_wpmul2r; first by rewrite mulr_ge0 // ltW.
by apply: le_trans fit; rewrite ler_pmul2l.
Qed.
End Range.
