(* What all hold in every round of a run in which nobody decides: the step of BracketRun.inv, and what follows from it.   *)
(* [bracket.md, Windows and Range] TLA+: BracketCoordination!Conserved, !Enclosed, !SameBracket, !SameFrame, !Small.        *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat intdiv zify ring.
From Kizami Require Import Digraph WholeUnits Windows BracketRun.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma nearest_bounds a b : 0 < b -> 2%:Z * b * nearest a b <= 2%:Z * a + b < 2%:Z * b * (nearest a b + 1).
Proof.
move=> b0; rewrite /nearest; have b2 : 0 < 2%:Z * b by lia.
have e := divz_eq (2%:Z * a + b) (2%:Z * b); have r0 := modz_ge0 (2%:Z * a + b) (lt0r_neq0 b2); have r1 := ltz_pmod (2%:Z * a + b) b2.
by move: e r0 r1; move: (_ %/ _)%Z (_ %% _)%Z => q r; rewrite mulrDr mulr1 [q * _]mulrC; lia.
Qed.

(* ---- a zoom that fits: F = 2^t >= 2 times the window's least l and greatest g ---- *)
Section Fit.
Variables (G F C S l g : int).
Hypothesis G0 : 0 < G.
Hypothesis F2 : 2%:Z <= F.
Hypothesis narrow : F * (g - l) <= G.
Hypothesis eC : C = nearest (F * (l + g)) (2%:Z * G).

Lemma fit_low : - G <= F * l - C * G.
Proof. clear F2; have [] := andP (@nearest_bounds (F * (l + g)) (2%:Z * G) _); [lia|rewrite -eC; nia]. Qed.

Lemma fit_high : F * g - C * G <= G.
Proof. clear F2; have [] := andP (@nearest_bounds (F * (l + g)) (2%:Z * G) _); [lia|rewrite -eC; nia]. Qed.

Lemma fit_shift : 1 <= S -> l <= S * G -> - (S * G) <= g -> 2%:Z * `|C| <= (2%:Z * S + 1) * F.
Proof.
move=> S1 hl hg; have hC : `|C| <= F * S + 1; last by lia.
have w0 : 0 <= F * (g - l) \/ F * (g - l) < 0 by lia.
have [h1 h2] := andP (@nearest_bounds (F * (l + g)) (2%:Z * G) ltac:(lia)); rewrite -eC in h1 h2.
have e1 : F * (l + g) = 2%:Z * (F * l) + F * (g - l) by ring.
have e2 : F * (l + g) = 2%:Z * (F * g) - F * (g - l) by ring.
have l1 : F * l <= F * S * G by rewrite -mulrA ler_wpmul2l //; lia.
have g1 : - (F * S * G) <= F * g by rewrite -mulrA -mulrN ler_wpmul2l //; lia.
have G4 : 0 < 4%:Z * G by lia.
rewrite ler_norml; apply/andP; split; rewrite -(ler_pmul2l G4); move: h1 h2 e1 e2 l1 g1 narrow; clear;
  move: (F * (l + g)) (F * l) (F * g) (F * (g - l)) (F * S) => a b c d e; lia.
Qed.
End Fit.

Lemma quotient_cut_above (R : option int) z G S l g F : 0 < G -> 2%:Z <= F -> (forall r, R = Some r -> (S + 1) * G <= r) ->
  F * (g - l) <= G -> l <= S * G -> bring R z <= g -> z <= g.
Proof.
move=> G0 F2 hR nar hl; rewrite /bring; case: R hR => [r|] // /(_ _ erefl) hr.
by rewrite le_maxl le_minl => /andP[_ /orP[//|rg]]; exfalso; nia.
Qed.

Lemma quotient_cut_below (R : option int) z G S l g F : 0 < G -> 2%:Z <= F -> (forall r, R = Some r -> (S + 1) * G <= r) ->
  F * (g - l) <= G -> - (S * G) <= g -> l <= bring R z -> l <= z.
Proof.
move=> G0 F2 hR nar hg; rewrite /bring; case: R hR => [r|] // /(_ _ erefl) hr.
by rewrite le_maxr le_minr => /orP[lr|/andP[]//]; exfalso; nia.
Qed.

Section Step.
Variable Node : finType.
Variable arc : rel Node.
Variable D : nat.
Variable M : measure.
Variable value : Node -> int.
Variable node0 : Node.
Hypothesis ok : sound M.
Hypothesis spanned : spans arc D.
Hypothesis within_most : forall j, `|value j| <= Most M.
Local Notation Grid := (Grid M).
Local Notation Size := (Size M).
Local Notation observe := (observe arc).
Local Notation total := (\sum_j value j).
Local Notation lockstep := (lockstep arc D M value).
Local Notation inv := (inv arc D M value).
Local Notation w := (whole Node M).
Local Notation from_below := (from_below M value).
Local Notation from_above := (from_above M value).
Local Notation drift := (drift arc).
Let D_gt0 := span_gt0 spanned.
Let Grid_gt0 := grid_gt0 ok.
Let w_gt0 : 0 < w := whole_gt0 node0 ok.

Lemma from_below_max c f a b : from_below c f a -> from_below c f b -> from_below c f (Order.max a b).
Proof. by case: (leP a b). Qed.
Lemma from_above_min c f a b : from_above c f a -> from_above c f b -> from_above c f (Order.min a b).
Proof. by case: (leP a b). Qed.

Lemma zoom_below F C c f m : 0 < F -> from_below c f m -> from_below (F * c + C) (F * f) (F * m - C * Grid).
Proof. by move=> F0; rewrite /BracketRun.from_below -(ler_pmul2l F0) => h; congr (_ <= _): h; ring. Qed.
Lemma zoom_above F C c f m : 0 < F -> from_above c f m -> from_above (F * c + C) (F * f) (F * m - C * Grid).
Proof. by move=> F0; rewrite /BracketRun.from_above -(ler_pmul2l F0) => h; congr (_ <= _): h; ring. Qed.

Lemma window_overS k : window_over D k.+1 = (k.+1 %% D == 0)%N. Proof. by rewrite /window_over /dvdn. Qed.

Lemma modS k : (k.+1 %% D)%N = if window_over D k.+1 then 0%N else (k %% D).+1.
Proof. by rewrite window_overS modnS /dvdn; case: (_ == _). Qed.

Lemma over_last k : window_over D k.+1 -> (k %% D).+1 = D.
Proof.
rewrite window_overS -{1}addn1 -modnDml; have := ltn_pmod k D_gt0; move: (k %% D)%N => r lt /eqP e.
have [//|ne] := eqVneq r.+1 D; by move: e; rewrite addn1 modn_small; lia.
Qed.

Lemma heard_sum (T : Type) (get : T -> int) (say : Node -> T) j :
  \sum_i oapp get 0 (if arc i j then Some (say i) else None) = \sum_(i | arc i j) get (say i).
Proof. by rewrite [in RHS]big_mkcond /=; apply: eq_bigr => i _; case: ifP. Qed.

Lemma step_sum k j (get : local -> int) (sx : share -> int) : (forall d x, sx (sent d x) = part (get x) d) ->
  rest (get (lockstep k j)) (outdeg arc j) + \sum_i oapp sx 0 (if arc i j then Some (sent (outdeg arc i) (lockstep k i)) else None)
  = observe (fun i => get (lockstep k i)) j.
Proof. by move=> e; rewrite heard_sum /observe; congr (_ + _); apply: eq_bigr => i _; rewrite e. Qed.

Lemma step_low k j : \big[Order.min/least (lockstep k j)]_i oapp slo (least (lockstep k j))
    (if arc i j then Some (sent (outdeg arc i) (lockstep k i)) else None) = gather_min arc (fun i => least (lockstep k i)) j.
Proof. by rewrite /gather_min /gather; apply: eq_bigr => i _; case: ifP. Qed.

Lemma step_high k j : \big[Order.max/greatest (lockstep k j)]_i oapp shi (greatest (lockstep k j))
    (if arc i j then Some (sent (outdeg arc i) (lockstep k i)) else None) = gather_max arc (fun i => greatest (lockstep k i)) j.
Proof. by rewrite /gather_max /gather; apply: eq_bigr => i _; case: ifP. Qed.

Lemma observe_ext x y : x =1 y -> observe x =1 observe y.
Proof. by move=> e j; rewrite /observe e; congr (_ + _); apply: eq_bigr => i _; rewrite e. Qed.

Lemma iter_ge1 k y : (forall j, 1 <= y j) -> forall j, 1 <= iter k observe y j.
Proof. by move=> h; elim: k => //= k IH; apply: observe_ge1. Qed.

Lemma iter_conserves k x : \sum_j iter k observe x j = \sum_j x j.
Proof. by elim: k => //= k IH; rewrite observe_conserves. Qed.

(* the frame changes to one in which the average is still small, and so are the words *)
Lemma zoom_near (c f F C l g : int) : from_below c f l -> from_above c f g -> - Grid <= F * l - C * Grid -> F * g - C * Grid <= Grid ->
  0 < F -> `|F * f * total - (F * c + C) * w| <= w.
Proof.
move=> hl hg h1 h2 F0; have := zoom_below C F0 hl; have := zoom_above C F0 hg.
rewrite /BracketRun.from_below /BracketRun.from_above; set a := F * c + C; set b := F * f; move: total w_gt0 => t w0.
move: h1 h2; move: (F * l - _) (F * g - _) => x y h1 h2 ha hb.
have x1 := ler_wpmul2r (ltW w0) h1; have y1 := ler_wpmul2r (ltW w0) h2.
by rewrite ler_norml; apply/andP; split; rewrite -(ler_pmul2l Grid_gt0); move: ha hb x1 y1; clear; move: w Grid => u v; lia.
Qed.

Lemma zoom_size (X Y : Node -> int) (F C l g : int) k : 2%:Z <= F -> F <= 2%:Z ^+ Zoom M ->
  F * (g - l) <= Grid -> l <= Size * Grid -> - (Size * Grid) <= g ->
  C = nearest (F * (l + g)) (2%:Z * Grid) -> (forall j, 1 <= Y j) -> \sum_j Y j = Unit M * w ->
  (forall j, l <= low M Y X j) -> (forall j, high M Y X j <= g) ->
  \sum_j `|F * iter D observe X j - C * iter D observe Y j| <= most_size arc D M + drift k.
Proof.
move=> F2 FZ nar hl hg eC y1 sy hX hX'; have y0 j : 0 < Y j by apply: lt_le_trans (y1 j).
have S1 := size_ge1 ok; have A0 : 0 <= (arcs arc)%:Z by []; have D0 : 0 <= D%:Z by [].
have in_window j : `|F * X j + - C * Y j| <= Y j.
  have lo := fit_low Grid_gt0 nar eC; have hi := fit_high Grid_gt0 nar eC.
  have q1 := quotient_cut_below Grid_gt0 F2 (reach_fits ok) nar hg (hX j).
  have q2 := quotient_cut_above Grid_gt0 F2 (reach_fits ok) nar hl (hX' j).
  have p1 : l * Y j <= Grid * X j by apply: le_trans (below_le Grid (X j) (y0 j)); rewrite ler_pmul2r.
  have p2 : Grid * X j <= g * Y j by apply: le_trans (above_ge Grid (X j) (y0 j)) _; rewrite ler_pmul2r.
  have F0 : 0 <= F by lia.
  have m1 := ler_wpmul2l F0 p1; have m2 := ler_wpmul2l F0 p2.
  have m3 := ler_wpmul2r (ltW (y0 j)) lo; have m4 := ler_wpmul2r (ltW (y0 j)) hi.
  rewrite ler_norml; apply/andP; split; rewrite -(ler_pmul2l Grid_gt0); move: m1 m2 m3 m4; clear; rewrite !mulrBl; lia.
have key := size_rounds arc D F (- C) X Y; under eq_bigr => j _ do rewrite -mulNr.
apply: le_trans key _; rewrite normrN.
have h1 : \sum_j `|F * X j + - C * Y j| <= Size * (Unit M * w).
  apply: le_trans (_ : \sum_j Y j <= _); first exact: ler_sum.
  by rewrite sy ler_pemull // mulr_ge0 ?(ltW (unit_gt0 ok)) ?ltW.
rewrite /most_size /zoomed_size; have -> : (Zoom M == 0%N) = false.
  by apply/negP => /eqP z0; move: F2 FZ; rewrite z0 expr0; clear; lia.
rewrite -addrA; apply: ler_add h1 _; apply: le_trans (_ : (2%:Z * Size + 3%:Z) * F * D%:Z * (arcs arc)%:Z <= _); last first.
  apply: le_trans (_ : (2%:Z * Size + 3%:Z) * 2%:Z ^+ Zoom M * D%:Z * (arcs arc)%:Z <= _); last by rewrite ler_addl !mulr_ge0.
  by do 2 (apply: ler_wpmul2r => //); apply: ler_wpmul2l => //; lia.
have hC := fit_shift Grid_gt0 F2 nar eC S1 hl hg.
have -> : 2%:Z * (arcs arc)%:Z * (`|F| + `|C|) * D%:Z = (2%:Z * (`|F| + `|C|)) * D%:Z * (arcs arc)%:Z by ring.
by do 2 (apply: ler_wpmul2r => //); move: hC F2; clear; rewrite mulrDl; lia.
Qed.

Lemma inv_step k c f L H X Y : inv k c f L H X Y -> exists c' f' L' H' X' Y', inv k.+1 c' f' L' H' X' Y'.
Proof.
move=> [f0 com vL vH ne y1 ey ex en ed el eh size].
have EN j : observe (fun i => num (lockstep k i)) j = iter (k %% D).+1 observe X j by rewrite iterS; apply: observe_ext.
have ED j : observe (fun i => den (lockstep k i)) j = iter (k %% D).+1 observe Y j by rewrite iterS; apply: observe_ext.
have LO j : gather_min arc (fun i => least (lockstep k i)) j = iter (k %% D).+1 (gather_min arc) (low M Y X) j.
  by rewrite iterS; apply: gather_ext.
have HI j : gather_max arc (fun i => greatest (lockstep k i)) j = iter (k %% D).+1 (gather_max arc) (high M Y X) j.
  by rewrite iterS; apply: gather_ext.
case wo: (window_over D k.+1); last first.
  have e j : lockstep k.+1 j = Local (iter (k %% D).+1 observe X j) (iter (k %% D).+1 observe Y j)
      (iter (k %% D).+1 (gather_min arc) (low M Y X) j) (iter (k %% D).+1 (gather_max arc) (high M Y X) j) L H c f.
    rewrite /= /stepped wo (@step_sum k j num sx) // (@step_sum k j den sy) // step_low step_high EN ED LO HI.
    by have [-> -> -> ->] := com j.
  exists c, f, L, H, X, Y; split=> //; try (by move=> j; rewrite e // modS wo).
  by have lt := leq_mod k D; rewrite modS wo subSS.
pose m := iter D (gather_min arc) (low M Y X) node0; pose g := iter D (gather_max arc) (high M Y X) node0.
have [sc en'] := (span_connected spanned, span_enough spanned).
have em j : gather_min arc (fun i => least (lockstep k i)) j = m by rewrite LO over_last // /m; apply: window_min_same.
have eg j : gather_max arc (fun i => greatest (lockstep k i)) j = g by rewrite HI over_last // /g; apply: window_max_same.
have lm j : m <= low M Y X j by rewrite /m window_min //; apply: big_min_le.
have lg j : high M Y X j <= g by rewrite /g window_max //; apply: big_max_ge.
have vm : from_below c f m by apply: (low_below node0 ok ne y1 ey ex).
have vg : from_above c f g by apply: (high_above node0 ok ne y1 ey ex).
pose h := Held (Order.max L m) (Order.min H g) c f m g.
pose F := 2%:Z ^+ raise M h; pose C := shift M h; have F0 : 0 < F by apply: exprn_gt0.
pose X' j := F * iter D observe X j - C * iter D observe Y j; pose Y' j := iter D observe Y j.
have e j : lockstep k.+1 j = opened M (X' j) (Y' j) (F * h_lower h - C * Grid) (F * h_upper h - C * Grid) (F * c + C) (F * f).
  rewrite /= /stepped wo (@step_sum k j num sx) // (@step_sum k j den sy) // step_low step_high EN ED em eg over_last // /closed.
  by have [-> -> -> ->] := com j.
have k1 : (k.+1 %% D = 0)%N by rewrite modS wo.
have kD : (k.+1 = (k - k %% D) + D)%N by have := leq_mod k D; have := over_last wo; clear; move: (k %% D)%N => r; lia.
exists (F * c + C), (F * f), (F * h_lower h - C * Grid), (F * h_upper h - C * Grid), X', Y'; split.
- exact: mulr_gt0.
- by move=> j; rewrite e.
- by apply: zoom_below => //; apply: from_below_max.
- by apply: zoom_above => //; apply: from_above_min.
- case: (zoom_fits ok h) => [[r0 c0]|[/andP[t0 _] fit eC]].
    by rewrite /F /C r0 c0 !mul1r addr0.
  have F2 : 2%:Z <= F by rewrite /F -(prednK t0) exprS -[X in X <= _]mulr1 ler_pmul2l // exprn_ege1.
  apply: le_trans (_ : w <= _); last by rewrite ler_pemull ?(size_ge1 ok) // ltW.
  apply: zoom_near vm vg _ _ F0; [exact: (fit_low Grid_gt0 fit eC)|exact: (fit_high Grid_gt0 fit eC)].
- exact: iter_ge1.
- by rewrite iter_conserves.
- by rewrite sumrB -!mulr_sumr !iter_conserves ex ey; ring.
- by move=> j; rewrite e k1.
- by move=> j; rewrite e k1.
- by move=> j; rewrite e k1.
- by move=> j; rewrite e k1.
rewrite k1 subn0; case: (zoom_fits ok h) => [[r0 c0]|[/andP[t0 tZ] fit eC]].
  rewrite (eq_bigr (fun j => `|1 * iter D observe X j + 0 * iter D observe Y j|)) => [|j _]; last first.
    by rewrite /X' /F /C r0 c0 expr0; congr (`|_|); ring.
  apply: le_trans (size_rounds arc D 1 0 X Y) _; rewrite normr1 normr0 addr0 mulr1.
  under eq_bigr => j _ do rewrite mul1r mul0r addr0.
  by rewrite kD /BracketRun.drift PoszD mulrDr addrA ler_add2r.
have F2 : 2%:Z <= F by rewrite /F -(prednK t0) exprS -[X in X <= _]mulr1 ler_pmul2l // exprn_ege1.
have [ml mg] : m <= Size * Grid /\ - (Size * Grid) <= g.
  move: vm vg ne w_gt0; rewrite /BracketRun.from_below /BracketRun.from_above ler_norml; move: total => t hm hg /andP[n1 n2] w0.
  have G0 := ltW Grid_gt0; have m1 := ler_wpmul2l G0 n1; have m2 := ler_wpmul2l G0 n2.
  by split; rewrite -(ler_pmul2r w0); move: hm hg m1 m2; clear; move: w Grid Size => w G S; rewrite !mulrDl; nia.
apply: (zoom_size _ F2 _ fit ml mg eC y1 ey lm lg).
by rewrite /F ler_eexpn2l.
Qed.

Lemma inv_free k : exists c f L H X Y, inv k c f L H X Y.
Proof.
elim: k => [|k [c [f [L [H [X [Y h]]]]]]]; last exact: inv_step h.
by do 6!eexists; apply: (inv_start arc D node0 ok within_most).
Qed.
End Step.
