(* The fractions that a bracket leaves, FTC-43: those with denominators up to N; when there is one it is the average.      *)
(* TLA+: Bracket!Choices, Bracket!Admits, Bracket!Verdict. [bracket.md, One fraction]                                      *)
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint rat intdiv zify ring.
From Kizami Require Import Windows.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Verdict.
Variable N : nat.

(* of the frame whose grid has g steps: Bracket!Fractions and BracketZoom!Choices *)
Definition numerators (g l h : int) (b : nat) : seq int :=
  let lo := ceiling (l * b%:Z) g in let hi := ((h * b%:Z) %/ g)%Z in
  if lo <= hi then [seq lo + k%:Z | k <- iota 0 `|hi - lo|.+1] else [::].

Definition fractions (g l h : int) : seq rat :=
  undup (flatten [seq [seq a%:Q / b%:R | a <- numerators g l h b] | b <- iota 1 N]).

Definition settles g l h := size (fractions g l h) == 1%N.
Definition verdict g l h := head 0 (fractions g l h).

Lemma numeratorsP g l h b a : 0 < g ->
  (a \in numerators g l h b) = (l * b%:Z <= a * g) && (a * g <= h * b%:Z).
Proof.
move=> g0; rewrite -ceiling_le // -floor_le // /numerators.
set lo := ceiling _ _; set hi := (_ %/ _)%Z; case: (lerP lo hi) => lh; last first.
  by rewrite in_nil; apply/esym/negP => /andP[h1 h2]; have := le_trans h1 h2; rewrite leNgt lh.
apply/mapP/andP => [[k] | [h1 h2]].
  by rewrite mem_iota => hk ->; split; move: hk lh; move: lo hi => lo hi; lia.
exists `|a - lo|%N; last by move: h1; clear; move: lo => lo; lia.
by rewrite mem_iota; move: h1 h2 lh; clear; move: lo hi => lo hi; lia.
Qed.

Lemma fractionsP g l h (q : rat) : 0 < g -> reflect
  (exists a b, [/\ (1 <= b <= N)%N, q = a%:Q / b%:R, l * b%:Z <= a * g & a * g <= h * b%:Z])
  (q \in fractions g l h).
Proof.
move=> g0; rewrite mem_undup; apply: (iffP flatten_mapP) => [[b]|[a [b [hb -> h1 h2]]]].
  rewrite mem_iota => hb /mapP[a]; rewrite numeratorsP // => /andP[h1 h2] ->.
  by exists a, b; split=> //; lia.
exists b; first by rewrite mem_iota; lia.
by apply/mapP; exists a => //; rewrite numeratorsP // h1 h2.
Qed.

Lemma denq_le (a d : int) : 0 < d -> denq (a%:Q / d%:Q) <= d.
Proof.
case: divqP => [|k x k0]; first by rewrite ltxx.
by have := denq_gt0 x; move: (denq x) => e; nia.
Qed.

(* among all rationals: those of the bracket whose denominator in lowest terms is at most N *)
Lemma fractions_denq g l h (q : rat) : 0 < g ->
  (q \in fractions g l h) = [&& denq q <= N%:Z, l%:Q / g%:Q <= q & q <= h%:Q / g%:Q].
Proof.
move=> g0; have g0q : (0 : rat) < g%:Q by rewrite ltr0z.
have key (a : int) (b : nat) : (0 < b)%N ->
    (l%:Q / g%:Q <= a%:Q / b%:R) = (l * b%:Z <= a * g) /\ (a%:Q / b%:R <= h%:Q / g%:Q) = (a * g <= h * b%:Z).
  move=> b0; have b0q : (0 : rat) < b%:R by rewrite ltr0n.
  split; first by rewrite ler_pdivr_mulr // mulrAC ler_pdivl_mulr // -[b%:R]/(b%:Z%:~R) -!intrM ler_int.
  by rewrite ler_pdivl_mulr // mulrAC ler_pdivr_mulr // -[b%:R]/(b%:Z%:~R) -!intrM ler_int.
apply/fractionsP/and3P => // [[a [b [hb -> h1 h2]]]|[hd h1 h2]].
  have b0 : (0 < b)%N by lia.
  have [-> ->] := key a b b0; split=> //.
  by apply: le_trans (@denq_le a b%:Z _) _; lia.
exists (numq q), `|denq q|%N; have d0 := denq_gt0 q.
have ed : `|denq q|%N%:Z = denq q by move: d0; lia.
have b0 : (0 < `|denq q|)%N by move: d0; lia.
have e : q = (numq q)%:Q / `|denq q|%N%:R by rewrite -[LHS]divq_num_den -[`|denq q|%N%:R]/(`|denq q|%N%:Z%:~R) ed.
have [k1 k2] := key (numq q) `|denq q|%N b0.
by split=> //; [move: d0 hd; lia | rewrite -k1 -e | rewrite -k2 -e].
Qed.

Lemma settlesP g l h : settles g l h -> fractions g l h = [:: verdict g l h].
Proof. by rewrite /settles /verdict; case: fractions => [|a []]. Qed.

(** exact: if the average of at most N whole numbers is in a bracket that settles, it is the verdict *)
Lemma exact_verdict g l h (S : int) (n : nat) : 0 < g -> (1 <= n <= N)%N ->
  l * n%:Z <= S * g -> S * g <= h * n%:Z -> settles g l h -> verdict g l h = S%:Q / n%:R.
Proof.
move=> g0 hn h1 h2 /settlesP e; have : S%:Q / n%:R \in fractions g l h by apply/fractionsP => //; exists S, n.
by rewrite e inE => /eqP.
Qed.

(* nothing settles but a bracket with one fraction *)
Lemma settles_unique g l h : settles g l h <-> exists q, fractions g l h =i [:: q].
Proof.
split=> [/settlesP ->|[q e]]; first by exists (verdict g l h).
have u : uniq (fractions g l h) by apply: undup_uniq.
by rewrite /settles; have -> : size (fractions g l h) = size [:: q] by apply/eqP; rewrite -uniq_size_uniq.
Qed.

(* none: an assumption is broken *)
Lemma none_refused g l h (S : int) (n : nat) : 0 < g -> (1 <= n <= N)%N -> fractions g l h = [::] ->
  ~~ ((l * n%:Z <= S * g) && (S * g <= h * n%:Z)).
Proof.
move=> g0 hn e; apply/negP => /andP[h1 h2].
have : S%:Q / n%:R \in fractions g l h by apply/fractionsP => //; exists S, n.
by rewrite e.
Qed.

(** two fractions with denominators up to N are at least 1 / (N (N - 1)) apart *)
Lemma fractions_apart (a c : int) (b d : nat) : (1 <= b <= N)%N -> (1 <= d <= N)%N -> (2 <= N)%N ->
  a%:Q / b%:R != c%:Q / d%:R -> 1 / (N%:R * (N.-1)%:R) <= `|a%:Q / b%:R - c%:Q / d%:R|.
Proof.
move=> hb hd hN; have b0 : (b%:R : rat) != 0 by rewrite pnatr_eq0; lia.
have d0 : (d%:R : rat) != 0 by rewrite pnatr_eq0; lia.
rewrite eqr_div // -subr_eq0; set z : rat := _ - _ => nz.
have e : a%:Q / b%:R - c%:Q / d%:R = z / (b%:R * d%:R) by rewrite -mulNr addf_div // mulNr.
have ez : z = (a * d%:Z - c * b%:Z)%:Q by rewrite /z mulrzBr !intrM.
have p0 : (0 : rat) < b%:R * d%:R by rewrite -natrM ltr0n; nia.
have M0 : (0 : rat) < N%:R * (N.-1)%:R by rewrite -natrM ltr0n; nia.
rewrite e normrM normfV (gtr0_norm p0) ler_pdivl_mulr // mulrAC ler_pdivr_mulr // mul1r ez -intr_norm.
rewrite -[b%:R]/(b%:Z%:~R) -[d%:R]/(d%:Z%:~R) -[N%:R]/(N%:Z%:~R) -[N.-1%:R]/(N.-1%:Z%:~R) -!intrM ler_int.
have {nz e} w0 : a * d%:Z - c * b%:Z != 0 by rewrite ez intr_eq0 in nz.
have [{d0}ebd|nbd] := eqVneq b d.
  have w1 : 1 <= `|a - c| by move: w0; rewrite ebd -mulrBl mulf_eq0 negb_or => /andP[h _]; move: h; lia.
  rewrite -ebd -mulrBl normrM (_ : `|b%:Z| = b%:Z); last by lia.
  have h2 : b%:Z <= N%:Z * N.-1%:Z by nia.
  move: w1 h2; move: `|a - c| (N%:Z * N.-1%:Z) => w M w1 h2.
  by rewrite mulrAC; apply: ler_wpmul2r; [lia|nia].
have h2 : b%:Z * d%:Z <= N%:Z * N.-1%:Z.
  by have [lt|lt|//] := ltngtP b d; nia.
have w1 : 1 <= `|a * d%:Z - c * b%:Z| by move: w0; move: (_ - _) => w; lia.
apply: le_trans h2 _; rewrite -[X in X <= _]mul1r; apply: ler_wpmul2r => //; lia.
Qed.

(* and 1 / (N - 1) and 1 / N are just that far apart *)
Lemma fractions_apart_tight : (2 <= N)%N -> 1 / (N%:R * (N.-1)%:R) = 1 / (N.-1)%:R - 1 / N%:R :> rat.
Proof.
case: N => [|[|k]] //= _; have n1 : k.+1%:R != 0 :> rat by rewrite pnatr_eq0.
have n2 : k.+2%:R != 0 :> rat by rewrite pnatr_eq0.
rewrite -mulNr addf_div // !mul1r mulN1r -natrB // subSnn mul1r; congr (_^-1); exact: mulrC.
Qed.

(** so a bracket narrower than that holds at most one: the width test is the weaker one *)
Lemma narrow_settles g l h (S : int) (n : nat) : 0 < g -> (1 <= n <= N)%N -> (2 <= N)%N ->
  l * n%:Z <= S * g -> S * g <= h * n%:Z -> (h - l) * (N * N.-1)%N%:Z < g -> settles g l h.
Proof.
move=> g0 hn hN h1 h2 w; apply/settles_unique; exists (S%:Q / n%:R) => q; rewrite inE.
have hS : S%:Q / n%:R \in fractions g l h by apply/fractionsP => //; exists S, n.
apply/idP/eqP => [hq|-> //]; apply/eqP; apply: contraT => ne.
have [a [b [hb eq q1 q2]]] := fractionsP _ _ _ g0 hq.
have := @fractions_apart a S b n hb hn hN; rewrite -eq ne => /(_ isT).
move: hq hS; rewrite !fractions_denq // => /and3P[_ l1 r1] /and3P[_ l2 r2].
have g0q : (0 : rat) < g%:Q by rewrite ltr0z.
have wq : h%:Q / g%:Q - l%:Q / g%:Q < 1 / (N%:R * (N.-1)%:R).
  rewrite -mulrBl ltr_pdivr_mulr // mulrAC ltr_pdivl_mulr; last by rewrite -natrM ltr0n; nia.
  by rewrite mul1r -natrM -[(N * N.-1)%N%:R]/((N * N.-1)%N%:Z%:~R) -mulrzBr -intrM ltr_int.
move=> far; have : `|q - S%:Q / n%:R| <= h%:Q / g%:Q - l%:Q / g%:Q.
  by rewrite ler_norml; rewrite opprB !ler_sub.
by move=> near; have := le_lt_trans (le_trans far near) wq; rewrite ltxx.
Qed.
End Verdict.

Lemma scaled_fractions N f g l h : 0 < f -> fractions N (f * g) (f * l) (f * h) = fractions N g l h.
Proof.
move=> f0; rewrite /fractions; congr (undup (flatten _)); apply: eq_map => b; congr map.
by rewrite /numerators /ceiling -!mulrA -mulrN !divzMpl.
Qed.
