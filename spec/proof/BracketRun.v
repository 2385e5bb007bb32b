(* The words of one coordinate of the bracket, round after round, if nobody ever decided: definitions, and one invariant.  *)
(* FTC-39 to FTC-42 and FTC-45 come from it. Mirrors tla/Bracket.tla: Start, Sent, Kept, Taken, Closed, Zoomed, Stepped.   *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat intdiv zify ring.
From Kizami Require Import Digraph WholeUnits Windows.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* what a node holds of a coordinate; den is the same for all coordinates: FTC_39 *)
Record local := Local { num : int; den : int; least : int; greatest : int;
                        lower : int; upper : int; centre : int; scale : int }.
(* what it sends of it: Bracket!Sent *)
Record share := Share { sx : int; sy : int; slo : int; shi : int }.
(* what all hold of it when a window is over: the bracket, with this window, the frame, and the window alone *)
Record held := Held { h_lower : int; h_upper : int; h_centre : int; h_scale : int; h_least : int; h_greatest : int }.

(* Bracket!Nearest: the whole number nearest to a/b *)
Definition nearest (a b : int) : int := ((2%:Z * a + b) %/ (2%:Z * b))%Z.

(* FTC-45, Bracket!Factor and Bracket!Shift: a zoom by 2^t and c is none at all, or fits the window *)
Definition fits (Grid : int) (Zoom : nat) (h : held) (t : nat) (c : int) :=
  (t = 0%N /\ c = 0) \/
  [/\ (0 < t <= Zoom)%N, 2%:Z ^+ t * (h_greatest h - h_least h) <= Grid
    & c = nearest (2%:Z ^+ t * (h_least h + h_greatest h)) (2%:Z * Grid)].

(* What all nodes agree on beforehand. A value v starts as v * Unit over Unit * Base, so Bracket!Units is Unit * Base, and
   Base is 2^-(first scale). Reach is in steps of the grid; models have none. raise and shift are the zoom. *)
Record measure := Measure { Unit : int; Base : int; Grid : int; Most : int; Reach : option int;
                            raise : held -> nat; shift : held -> int; Zoom : nat; Size : int }.

(* Size: no quotient is larger at the start, max(1, V 2^(first scale)) *)
Record sound (M : measure) : Prop := Sound {
  unit_gt0 : 0 < Unit M;
  base_gt0 : 0 < Base M;
  grid_gt0 : 0 < Grid M;
  size_ge1 : 1 <= Size M;
  most_fits : Most M <= Size M * Base M;
  reach_fits : forall r, Reach M = Some r -> (Size M + 1) * Grid M <= r;
  zoom_fits : forall h, fits (Grid M) (Zoom M) h (raise M h) (shift M h) }.

(* D is one *)
Record spans (Node : finType) (arc : rel Node) (D : nat) : Prop := Spans {
  span_gt0 : (0 < D)%N;
  span_connected : strongly_connected arc;
  span_enough : forall i j, (dist arc i j <= D)%N }.

Lemma cut_low (c f t w G S b : int) : 0 < G -> 0 < w -> `|f * t - c * w| <= S * w -> b <= - ((S + 1) * G) -> (c * G + b) * w <= G * f * t.
Proof.
move=> G0 w0; rewrite ler_norml => /andP[h _] hb; apply: le_trans (_ : c * G * w - (S * w) * G <= _); last first.
  by move: (ler_wpmul2r (ltW G0) h); rewrite !mulNr mulrBl; nia.
by rewrite mulrDl ler_add2l; nia.
Qed.

Lemma cut_high (c f t w G S b : int) : 0 < G -> 0 < w -> `|f * t - c * w| <= S * w -> (S + 1) * G <= b -> G * f * t <= (c * G + b) * w.
Proof.
move=> G0 w0; rewrite distrC => h hb; have := @cut_low (- c) (- f) t w G S (- b) G0 w0.
by rewrite !mulNr opprK addrC h ler_opp2 hb => /(_ isT isT); nia.
Qed.

Section Run.
Variable Node : finType.
Variable arc : rel Node.
Variable D : nat.                       (* Bracket!Span *)
Variable M : measure.
Local Notation Unit := (Unit M).
Local Notation Base := (Base M).
Local Notation Grid := (Grid M).
Local Notation Most := (Most M).
Local Notation Reach := (Reach M).
Local Notation Size := (Size M).
Local Notation raise := (raise M).
Local Notation shift := (shift M).

Definition window_over k := ((0 < k) && (D %| k))%N.

(* a window begins *)
Definition opened x y l h c f := Local x y (bring Reach (below Grid x y)) (bring Reach (above Grid x y)) l h c f.

Definition start v := opened (v * Unit) (Unit * Base) (- ceiling (Most * Grid) Base) (ceiling (Most * Grid) Base) 0 1.

Definition sent d (x : local) := Share (part (num x) d) (part (den x) d) (least x) (greatest x).

(* Bracket!Closed and !Zoomed: a window is over, with the words nx, ny, and its least lo and greatest hi *)
Definition closed (x : local) (nx ny lo hi : int) : local :=
  let h := Held (Order.max (lower x) lo) (Order.min (upper x) hi) (centre x) (scale x) lo hi in
  let f := 2%:Z ^+ raise h in
  let c := shift h in
  opened (f * nx - c * ny) ny (f * h_lower h - c * Grid) (f * h_upper h - c * Grid) (f * centre x + c) (f * scale x).

(* Bracket!Stepped: what a node with d out-neighbours makes of what it heard *)
Definition stepped (over : bool) d (heard : Node -> option share) (x : local) : local :=
  let nx := rest (num x) d + \sum_i oapp sx 0 (heard i) in
  let ny := rest (den x) d + \sum_i oapp sy 0 (heard i) in
  let lo := \big[Order.min/least x]_i oapp slo (least x) (heard i) in
  let hi := \big[Order.max/greatest x]_i oapp shi (greatest x) (heard i) in
  if over then closed x nx ny lo hi else Local nx ny lo hi (lower x) (upper x) (centre x) (scale x).

Lemma stepped_ext over d heard heard' x : heard =1 heard' -> stepped over d heard x = stepped over d heard' x.
Proof. by move=> e; rewrite /stepped !(eq_bigr _ (fun i _ => congr1 _ (e i))). Qed.

Variable value : Node -> int.

Fixpoint lockstep k : Node -> local :=
  if k is k'.+1 then fun j => stepped (window_over k) (outdeg arc j)
    (fun i => if arc i j then Some (sent (outdeg arc i) (lockstep k' i)) else None) (lockstep k' j)
  else fun j => start (value j).

Local Notation n := #|Node|.
Local Notation total := (\sum_j value j).
Local Notation observe := (observe arc).
Variable node0 : Node.
Hypothesis ok : sound M.
Hypothesis within_most : forall j, `|value j| <= Most.
Let Unit_gt0 := unit_gt0 ok.
Let Base_gt0 := base_gt0 ok.
Let Grid_gt0 := grid_gt0 ok.
Let Size_ge1 := size_ge1 ok.

Definition whole : int := n%:Z * Base.                               (* the sum of all y, in Unit *)
Definition low (Y X : Node -> int) := fun j => bring Reach (below Grid (X j) (Y j)).
Definition high (Y X : Node -> int) := fun j => bring Reach (above Grid (X j) (Y j)).
Definition from_below c f b := (c * Grid + b) * whole <= Grid * f * total.
Definition from_above c f b := Grid * f * total <= (c * Grid + b) * whole.
Definition drift (k : nat) : int := 2%:Z * (arcs arc)%:Z * k%:Z.
(* what a zoom adds to the words, where there are any *)
Definition zoomed_size : int := if Zoom M == 0%N then 0 else (2%:Z * Size + 3%:Z) * 2%:Z ^+ Zoom M * D%:Z * (arcs arc)%:Z.
Definition most_size : int := Size * (Unit * whole) + zoomed_size.

(* what holds in round k: the frame c, f and the bracket L, H of all; the window began with the words X and Y *)
Record inv (k : nat) (c f L H : int) (X Y : Node -> int) : Prop := Inv {
  inv_f : 0 < f;
  inv_common : forall j, [/\ lower (lockstep k j) = L, upper (lockstep k j) = H, centre (lockstep k j) = c & scale (lockstep k j) = f];
  inv_lower : from_below c f L;
  inv_upper : from_above c f H;
  inv_near : `|f * total - c * whole| <= Size * whole;
  inv_y : forall j, 1 <= Y j;
  inv_sumy : \sum_j Y j = Unit * whole;
  inv_sumx : \sum_j X j = Unit * (f * total - c * whole);
  inv_num : forall j, num (lockstep k j) = iter (k %% D)%N observe X j;
  inv_den : forall j, den (lockstep k j) = iter (k %% D)%N observe Y j;
  inv_least : forall j, least (lockstep k j) = iter (k %% D)%N (gather_min arc) (low Y X) j;
  inv_greatest : forall j, greatest (lockstep k j) = iter (k %% D)%N (gather_max arc) (high Y X) j;
  inv_size : \sum_j `|X j| <= most_size + drift (k - k %% D) }.

Lemma whole_gt0 : 0 < whole.
Proof. by rewrite mulr_gt0 // ltz_nat; apply/card_gt0P; exists node0. Qed.

Section Frame.
Variables (c f : int) (X Y : Node -> int).
Hypothesis near : `|f * total - c * whole| <= Size * whole.
Hypothesis y1 : forall j, 1 <= Y j.
Hypothesis sumy : \sum_j Y j = Unit * whole.
Hypothesis sumx : \sum_j X j = Unit * (f * total - c * whole).

Lemma low_below b : (forall j, b <= low Y X j) -> from_below c f b.
Proof.
move=> h; have y0 j : 0 < Y j by apply: lt_le_trans (y1 j).
have [cut|all] : (exists2 r, Reach = Some r & b <= - r) \/ (forall j, b <= below Grid (X j) (Y j)).
  case e: Reach => [r|]; last by right=> j; have := h j; rewrite /low /bring e.
  case: (lerP b (- r)) => br; [by left; exists r|right=> j].
  by have := h j; rewrite /low /bring e le_maxr leNgt br /= le_minr => /andP[].
- case: cut => r /(reach_fits ok) R br; apply: cut_low near _ => //; first exact: whole_gt0.
  by apply: le_trans br _; rewrite ler_opp2.
have := @mediant_lower _ Grid b X Y; rewrite sumx sumy => /(_ _)/wrap[] => [j|].
  by apply: le_trans (below_le Grid (X j) (y0 j)); apply: ler_wpmul2r => //; apply: ltW.
rewrite mulrCA [Grid * _]mulrCA ler_pmul2l // /from_below => h'.
by rewrite -subr_ge0 in h'; rewrite -subr_ge0; congr (0 <= _): h'; ring.
Qed.

Lemma high_above b : (forall j, high Y X j <= b) -> from_above c f b.
Proof.
move=> h; have y0 j : 0 < Y j by apply: lt_le_trans (y1 j).
have [cut|all] : (exists2 r, Reach = Some r & r <= b) \/ (forall j, above Grid (X j) (Y j) <= b).
  case e: Reach => [r|]; last by right=> j; have := h j; rewrite /high /bring e.
  case: (lerP r b) => br; [by left; exists r|right=> j].
  by have := h j; rewrite /high /bring e le_maxl le_minl => /andP[_ /orP[//|]]; rewrite leNgt br.
- case: cut => r /(reach_fits ok) R br; apply: cut_high near _ => //; first exact: whole_gt0.
  exact: le_trans R br.
have := @mediant_upper _ Grid b X Y; rewrite sumx sumy => /(_ _)/wrap[] => [j|].
  by apply: le_trans (above_ge Grid (X j) (y0 j)) _; apply: ler_wpmul2r => //; apply: ltW.
rewrite [b * _]mulrCA [Grid * _]mulrCA ler_pmul2l // /from_above => h'.
by rewrite -subr_ge0 in h'; rewrite -subr_ge0; congr (0 <= _): h'; ring.
Qed.
End Frame.

Lemma start_most : `|total| <= Most * n%:Z.
Proof.
apply: le_trans (ler_norm_sum _ _ _) _; apply: le_trans (_ : \sum_(j : Node) Most <= _); first by apply: ler_sum.
by rewrite sumr_const -mulr_natr natz.
Qed.

Lemma Most_ge0 : 0 <= Most. Proof. by apply: le_trans (normr_ge0 _) (within_most node0). Qed.

Lemma inv_start : inv 0 0 1 (- ceiling (Most * Grid) Base) (ceiling (Most * Grid) Base) (fun j => value j * Unit) (fun=> Unit * Base).
Proof.
have st := start_most; have M0 := Most_ge0; have w0 := whole_gt0.
have cm : Most * Grid <= ceiling (Most * Grid) Base * Base by rewrite -ceiling_le.
have n0 : 0 <= n%:Z by [].
have key : Grid * `|total| <= ceiling (Most * Grid) Base * whole.
  apply: le_trans (_ : Grid * (Most * n%:Z) <= _); first by rewrite ler_pmul2l.
  by rewrite /whole (mulrCA _ n%:Z) (mulrC Most) (mulrCA Grid) ler_wpmul2l // mulrC.
split=> //; rewrite ?mod0n ?subn0 //.
- by rewrite /from_below mul0r add0r mulr1 mulNr ler_oppl; apply: le_trans key; rewrite -mulrN ler_pmul2l // -normrN ler_norm.
- by rewrite /from_above mul0r add0r mulr1; apply: le_trans key; rewrite ler_pmul2l // ler_norm.
- rewrite mul1r mul0r subr0; apply: le_trans st _; rewrite /whole (mulrCA Size) (mulrC Most).
  by rewrite ler_wpmul2l //; apply: most_fits.
- by move=> j; have : 0 < Unit * Base by exact: mulr_gt0.
- by rewrite sumr_const -mulr_natr natz /whole -mulrA [Base * _]mulrC.
- by rewrite mul1r mul0r subr0 -mulr_suml mulrC.
rewrite /drift mulr0 addr0 /most_size -[X in X <= _]addr0; apply: ler_add; last first.
  rewrite /zoomed_size; case: ifP => // _.
  by rewrite !mulr_ge0 // ?exprn_ge0 // addr_ge0 // mulr_ge0 // (le_trans _ Size_ge1).
apply: le_trans (_ : \sum_(j : Node) Size * Base * Unit <= _).
  apply: ler_sum => j _; rewrite normrM (gtr0_norm Unit_gt0); apply: ler_wpmul2r; first exact: ltW.
  exact: le_trans (within_most j) (most_fits ok).
rewrite sumr_const -mulr_natr natz /whole (_ : _ * n%:Z = Size * (Unit * (n%:Z * Base))) //; ring.
Qed.
End Run.
