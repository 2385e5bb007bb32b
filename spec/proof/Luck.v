(* The luck of a prime, as protocol.md has it under Luck: all five points, as divisibility of integers. *)
From mathcomp Require Import all_ssreflect fingroup perm ssralg ssrnum ssrint rat poly polydiv matrix mxalgebra mxpoly zmodp finalg zify.
From Kizami Require Import Digraph Rounds Recurrence Projection SpanningTrees Network FirstNews.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section Luck.
Variable n : nat.
Local Notation Node := 'I_n.+1.
Variable arc : rel Node.

(* point 5: the integer w_lj = (P^d)_jl * prod_(v != j) (1 + d_v), d the distance from l to j; see first_news_is *)
Definition first_news (l j : Node) :=
  (news arc j (dist arc l j) l * \prod_(v | dist arc l j < dist arc v j) (outdegree arc v).+1)%N.

(* d_j = outdegree, tau_j = tau, S = S, n = n.+1 *)
Record lucky_prime (how : ending) (p : nat) : Prop := LuckyPrime {
  luck_shares : forall j, ~~ (p %| (outdegree arc j).+1)%N;              (* 1 *)
  luck_simple : ~~ (p %| S arc)%N;                                       (* 2 *)
  luck_trees  : forall j, ~~ (p %| tau arc j)%N;                         (* 3 *)
  luck_nodes  : ~~ (p %| n.+1)%N;                                        (* 4 *)
  luck_news   : how = Probe -> forall l j, ~~ (p %| first_news l j)%N    (* 5 *) }.

Hypothesis no_loop : forall j, ~~ arc j j.
Hypothesis connected : strongly_connected arc.

Lemma near_all j d : (near arc j d * \prod_(v | d < dist arc v j) (outdegree arc v).+1 = \prod_(v | v != j) (outdegree arc v).+1)%N.
Proof.
rewrite /near [RHS](bigID (fun v => dist arc v j <= d)%N) /=; congr (_ * _)%N; apply: eq_bigl => v.
  by rewrite -(dist_eq0 connected) lt0n.
by rewrite -ltnNge -(dist_eq0 connected); lia.
Qed.

(** The integer is what the spec says it is. *)
Lemma first_news_is l j :
  (P arc [fieldType of rat] ^+ dist arc l j) j l * (\prod_(v | v != j) (outdegree arc v).+1)%:R = (first_news l j)%:R.
Proof.
rewrite -(near_all j (dist arc l j)) natrM mulrA newsE // ?natrM // => v.
by rewrite Num.Theory.pnatr_eq0.
Qed.

Lemma first_news_bounds l j : (0 < first_news l j <= n.+1 ^ n)%N.
Proof.
have /andP[pos le] := news_bounds connected (erefl (dist arc l j)).
rewrite /first_news muln_gt0 pos prodn_gt0 //=.
apply: leq_trans (_ : \prod_(v | v != j) (outdegree arc v).+1 <= _)%N.
  by rewrite -(near_all j (dist arc l j)) leq_mul2r le orbT.
apply: leq_trans (_ : \prod_(v : Node | v != j) n.+1 <= _)%N; first by apply: leq_prod => v _; apply: outdegree_lt.
by rewrite prod_nat_const cardC1 card_ord.
Qed.

Variable how : ending.
Variable p : nat.
Hypothesis p_prime : prime p.

Lemma natr_Fp m : (m%:R == 0 :> 'F_p) = (p %| m)%N.
Proof. by rewrite -(dvdn_charf (char_Fp p_prime)). Qed.

(* what the proofs take from luck *)
Lemma lucky_field : lucky_prime how p -> lucky arc [fieldType of 'F_p].
Proof. by case=> l1 l2 l3 l4 _; split=> [j||j|]; rewrite natr_Fp. Qed.

Lemma lucky_probe : lucky_prime how p -> how = Probe -> forall l j, (P arc [fieldType of 'F_p] ^+ dist arc l j) j l != 0.
Proof.
move=> lk e l j; have := luck_news lk e l j; apply: contra => /eqP z.
have := newsE connected (lucky_out (lucky_field lk)) (erefl (dist arc l j)).
by rewrite z mul0r => /esym/eqP; rewrite natr_Fp => h; rewrite dvdn_mulr.
Qed.

(** Every prime above n^n is lucky, for both endings. *)
Lemma large_primes : (n.+1 ^ n.+1 < p)%N -> lucky_prime how p.
Proof.
move=> lt; have [h1 h2 h3 h4] := large_primes_are_lucky no_loop connected p_prime lt.
split=> [j||j||_ l j]; rewrite -?natr_Fp //; rewrite natr_Fp.
have /andP[pos le] := first_news_bounds l j; apply/negP => /(dvdn_leq pos).
by rewrite leqNgt (leq_ltn_trans le) // (leq_ltn_trans _ lt) // leq_pexp2l.
Qed.
End Luck.

(* FTC-48: how many primes above m can be unlucky for a digraph; with m = 2^60 this is the count of [bracket.md, A prime     *)
(* drawn at random]. That there are more than 2.6 * 10^16 primes between 2^60 and 2^61 is from the literature, not proved.  *)
Local Open Scope nat_scope.

Lemma prod_primes_dvd (ps : seq nat) z : uniq ps -> all prime ps -> all (fun p => p %| z) ps -> \prod_(p <- ps) p %| z.
Proof.
elim: ps => [|p ps IH] /=; first by rewrite big_nil dvd1n.
move=> /andP[np un] /andP[pp ap] /andP[dp ad]; rewrite big_cons Gauss_dvd ?dp ?IH //.
rewrite prime_coprime //; apply/negP; rewrite Euclid_dvd_prod // big_has => /hasP[q qs]; rewrite dvdn_prime2 ?(allP ap q qs) //.
by move=> /eqP e; rewrite e qs in np.
Qed.

Lemma prod_above (ps : seq nat) m : all (fun p => m < p) ps -> m ^ size ps <= \prod_(p <- ps) p.
Proof. by elim: ps => [|p ps IH] /=; rewrite ?big_nil // big_cons expnS => /andP[/ltnW lt /IH]; apply: leq_mul. Qed.

(** Primes above m that divide one of the numbers zs, each at least 1 and at most B, are few: m^(how many) <= B^(how many zs). *)
Theorem few_divisors (ps zs : seq nat) m B : uniq ps -> all prime ps -> all (fun p => m < p) ps -> all (fun z => 0 < z <= B) zs ->
  all (fun p => has (fun z => p %| z) zs) ps -> m ^ size ps <= B ^ size zs.
Proof.
move=> un ap am hz hp; apply: leq_trans (prod_above am) _.
have z0 : 0 < \prod_(z <- zs) z by rewrite big_seq; apply: prodn_cond_gt0 => z /(allP hz) /andP[].
apply: leq_trans (dvdn_leq z0 (prod_primes_dvd un ap _)) _.
  apply/allP => p /(allP hp) /hasP[z zs' d]; apply: dvdn_trans d _; by rewrite (big_rem z) //= dvdn_mulr.
elim: zs hz {hp z0} => [|z zs IH] /=; rewrite ?big_nil // big_cons expnS => /andP[/andP[_ le] /IH]; exact: leq_mul.
Qed.

Section RandomPrime.
Variables (n : nat) (arc : rel 'I_n.+1).                          (* n.+1 nodes *)
Hypothesis no_loop : forall j, ~~ arc j j.
Hypothesis connected : strongly_connected arc.
Local Notation nodes := (enum 'I_n.+1).

(* what luck asks p not to divide *)
Definition luck_numbers : seq nat :=
  S arc :: n.+1 :: [seq (outdegree arc j).+1 | j <- nodes] ++ [seq tau arc j | j <- nodes] ++
  [seq first_news arc l j | l <- nodes, j <- nodes].

Lemma below_power k : 0 < k <= n.+1 -> 0 < k <= n.+1 ^ n.+1.
Proof. by move=> /andP[k0 le]; rewrite k0 (leq_trans le) // expnS leq_pmulr // expn_gt0. Qed.

Lemma tau_bounds j : 0 < tau arc j <= n.+1 ^ n.+1.
Proof.
rewrite tau_gt0 //=; apply: leq_trans (_ : n.+1 * tau arc j <= _); first by rewrite leq_pmull.
exact: leq_trans (tau_le no_loop j) (leq_pexp2l _ (leqnSn n)).
Qed.

(** FTC-48. The unlucky primes above m, with either ending: n^2 + 2n + 2 numbers of at most n^n are all that luck is about. *)
Theorem FTC_48 how m (ps : seq nat) : uniq ps -> all prime ps -> all (fun p => m < p) ps ->
  (forall p, p \in ps -> ~ lucky_prime arc how p) ->
  m ^ size ps <= (n.+1 ^ n.+1) ^ (n.+1 ^ 2 + 2 * n.+1 + 2).
Proof.
move=> un ap am unlucky; have -> : n.+1 ^ 2 + 2 * n.+1 + 2 = size luck_numbers.
  by rewrite /luck_numbers /= !size_cat !size_map size_allpairs -enumT size_enum_ord; lia.
apply: few_divisors => //.
  apply/allP => z; rewrite !inE !mem_cat => /or3P[/eqP ->|/eqP ->|].
  - exact: S_le.
  - by apply: below_power; rewrite /= leqnn.
  move=> /or3P[/mapP[j _ ->]|/mapP[j _ ->]|/allpairsP[[l j] [_ _ ->]]]; last 1 first.
  - have /andP[h1 h2] := first_news_bounds no_loop connected l j.
    by rewrite h1 (leq_trans h2) // leq_pexp2l.
  - by apply: below_power; rewrite /= outdegree_lt.
  exact: tau_bounds.
apply/allP => p hp; apply/negPn/negP => /hasPn no; apply: (unlucky p hp).
have not z : z \in luck_numbers -> ~~ (p %| z) := no z.
split=> [j||j||_ l j]; apply: not; rewrite !inE ?eqxx ?orbT // !mem_cat.
- by rewrite map_f ?mem_enum ?orbT.
- by rewrite (map_f (tau arc)) ?mem_enum ?orbT.
by rewrite (allpairs_f (first_news arc)) ?mem_enum ?orbT.
Qed.

(** ... with the bound ending alone and m >= n, S and the n numbers tau_j: n + 1 numbers. *)
Theorem FTC_48_bound N m (ps : seq nat) : n.+1 <= m -> uniq ps -> all prime ps -> all (fun p => m < p) ps ->
  (forall p, p \in ps -> ~ lucky_prime arc (Bound N) p) -> m ^ size ps <= (n.+1 ^ n.+1) ^ (n.+1 + 1).
Proof.
move=> nm un ap am unlucky; pose zs := S arc :: [seq tau arc j | j <- nodes].
have -> : n.+1 + 1 = size zs by rewrite /zs /= size_map size_enum_ord addn1.
apply: few_divisors => //.
  apply/allP => z; rewrite inE => /orP[/eqP ->|/mapP[j _ ->]]; [exact: S_le|exact: tau_bounds].
apply/allP => p hp; apply/negPn/negP => /hasPn no; apply: (unlucky p hp).
have small k : 0 < k <= n.+1 -> ~~ (p %| k).
  move=> /andP[k0 le]; apply/negP => /(dvdn_leq k0) h; have := allP am p hp; rewrite ltnNge => /negP; apply.
  exact: leq_trans h (leq_trans le nm).
split=> // [j||j|]; [by apply: small; rewrite /= outdegree_lt|by apply: no; rewrite inE eqxx| |by apply: small; rewrite /= leqnn].
by apply: no; rewrite inE map_f ?mem_enum ?orbT.
Qed.

(** ... and those that divide S, without which no node errs (Unlucky.FTC_20_table): one number. *)
Theorem FTC_48_errs m (ps : seq nat) : uniq ps -> all prime ps -> all (fun p => m < p) ps -> all (fun p => p %| S arc) ps ->
  m ^ size ps <= n.+1 ^ n.+1.
Proof.
move=> un ap am d; rewrite -[X in _ <= X]expn1; apply: (few_divisors (zs := [:: S arc])) => //=.
  by rewrite andbT; apply: S_le.
by apply/allP => p hp; rewrite orbF (allP d).
Qed.
End RandomPrime.
