(* FTC-30: a later epoch on the same digraph, tla/RepeatCoordination.tla and tla/Kernels.tla. *)
From mathcomp Require Import all_ssreflect fingroup perm all_algebra zify.
From Kizami Require Import Digraph Recurrence Massey Projection SpanningTrees Network RegularProbes IrregularProbes Unlucky.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section Repeat.
Variables (n : nat) (arc : rel 'I_n.+1) (F : fieldType).           (* n.+1 nodes *)
Local Notation Node := 'I_n.+1.
Local Notation P := (P arc F).
Local Notation e j := (delta_mx 0 j : 'rV[F]_n.+1).
Local Notation ones := (const_mx 1 : 'cV[F]_n.+1).

(* Kernels!SettledAt: the first round in which the probe's differences settle *)
Definition settled_at (seed : 'cV[F]_n.+1) j := find (settled (difference P (e j) seed)) (iota 0 (2 * n.+1)).

(* Kernels!Kernel and !Taught: what a first epoch with that probe teaches *)
Record kernel := Kernel { recurrence : {poly F}; denominator : option F; rounds : nat }.
Definition kernel_order k := (size (recurrence k)).-1.
Definition taught seed j :=
  let beta := now (run_massey (difference P (e j) seed) (settled_at seed j)) in
  Kernel beta (projected (obs P (e j) ones) beta) ((\max_i settled_at seed i - 1) %/ 2).

(* the variables of RepeatCoordination; an observation sequence has the newest in front *)
Record state := State {
  numerator : Node -> seq F;
  decided   : Node -> option nat;
  average   : Node -> option (option F);       (* Some None: refused *)
  stopped   : Node -> option nat }.

Variables (known : Node -> kernel) (value : Node -> F).

Definition init := State (fun j => [:: value j]) (fun _ => None) (fun _ => None) (fun _ => None).

(* RepeatCoordination!Share, !Hears, !Observe *)
Definition share (s : state) i := head 0 (numerator s i) / (outdegree arc i).+1%:R.
Definition hears (s : state) j i := (stopped s i == None) && ((i == j) || arc i j).
Definition advance (s : state) :=
  State (fun j => if stopped s j == None then \sum_(i | hears s j i) share s i :: numerator s j else numerator s j)
    (decided s) (average s) (stopped s).

(* RepeatCoordination!Decide, FTC-30: after round M_j, by the kernel *)
Definition can_decide k (s : state) j := (decided s j == None) && (k == kernel_order (known j))%N.
Definition verdict (s : state) j :=
  ratio (projected (fun i => nth 0 (rev (numerator s j)) i) (recurrence (known j))) (denominator (known j)).
Definition decide k (s : state) :=
  State (numerator s) (fun j => if can_decide k s j then Some k else decided s j)
    (fun j => if can_decide k s j then Some (verdict s j) else average s j) (stopped s).

(* RepeatCoordination!Stop, FTC-30: after round R *)
Definition can_stop k (s : state) j := [&& decided s j != None, stopped s j == None & k == rounds (known j)].
Definition stop k (s : state) :=
  State (numerator s) (decided s) (average s) (fun j => if can_stop k s j then Some k else stopped s j).

(* the state after round k, when all that can have decided and then stopped *)
Fixpoint run k := if k is k'.+1 then stop k (decide k (advance (run k'))) else stop 0%N (decide 0%N init).
End Repeat.

(* The true order does not depend on how one knows that there is one. *)
Lemma true_order_unique (F : fieldType) n (A : 'M[F]_n.+1) c h h' : @true_order F n A c h = @true_order F n A c h'.
Proof.
have le g g' : (@true_order F n A c g <= @true_order F n A c g')%N.
  have [m [mm sm am]] := exists_minimal g'.
  by apply: leq_trans (true_order_min g (monic_neq0 mm) am) _; rewrite sm.
by apply/eqP; rewrite eqn_leq !le.
Qed.

Lemma newest_in_front (T : Type) (f : nat -> T) k : rev [seq f i | i <- iota 0 k.+1] = f k :: rev [seq f i | i <- iota 0 k].
Proof. by rewrite -[k.+1]addn1 iotaD map_cat rev_cat add0n. Qed.

Section Exact.
Variables (n : nat) (arc : rel 'I_n.+1).
Hypothesis no_loop : forall j, ~~ arc j j.
Variable F : fieldType.
Hypothesis luck : lucky arc F.
Local Notation P := (P arc F).
Local Notation e j := (delta_mx 0 j : 'rV[F]_n.+1).
Local Notation ones := (const_mx 1 : 'cV[F]_n.+1).
Let lo := lucky_out luck.
Let lt := lucky_tau luck.
Let cols := columns no_loop lo.
Let fixed := pi_fixed no_loop lo.
Let spans := pi_spans no_loop lo (lt ord0).
Let tS : total (pi arc F) != 0. Proof. by rewrite total_pi; apply: lucky_S. Qed.

Lemma obsE s k j : obs P (e j) s k = Projection.state P s k j 0.
Proof. by rewrite /obs -rowE mxE. Qed.

Lemma row_annihilator j : exists g, [/\ g \is monic, (size g <= n.+1)%N & annihilates_row P (e j) g].
Proof.
have [g [gm _ sg hg]] := annihilator cols spans tS.
by exists g; split=> //; rewrite /annihilates_row hg mulmx0.
Qed.

(* M_j of protocol.md, The probe, and R *)
Definition M j := true_order (row_annihilator j).
Definition R := \max_j M j.

Lemma M_le j : (M j <= n)%N. Proof. exact: true_order_le. Qed.
Lemma M_le_R j : (M j <= R)%N. Proof. exact: leq_bigmax. Qed.

Definition regular (seed : 'cV[F]_n.+1) :=
  forall j k, (k <= M j)%N -> \det (hankel (difference P (e j) seed) k) != 0.

Section Seed.
Variable seed : 'cV[F]_n.+1.
Hypothesis probes_regular : regular seed.

Lemma settles j : [/\ settled_at arc seed j = (2 * M j + 1)%N, annihilates_row P (e j) (recurrence (taught arc seed j)),
  kernel_order (taught arc seed j) = M j & (recurrence (taught arc seed j)).[1] != 0].
Proof.
have [m [mm sm am]] := exists_minimal (row_annihilator j).
have [no yes be] := probe_settles mm sm (annihilates_difference seed am) (@probes_regular j); rewrite -/(M j) in no yes be sm.
have at_ : settled_at arc seed j = (2 * M j + 1)%N.
  have le : (2 * M j + 1 < 2 * n.+1)%N by have := M_le j; lia.
  rewrite /settled_at; set u := settled _; apply/eqP; rewrite eqn_leq; apply/andP; split.
    rewrite leqNgt; apply/negP => /(before_find 0%N); rewrite nth_iota // add0n.
    by rewrite /u yes.
  rewrite leqNgt; apply/negP => h; have has_ : has u (iota 0 (2 * n.+1)).
    by rewrite has_find size_iota; apply: ltn_trans le.
  have := nth_find 0%N has_; rewrite nth_iota ?add0n; last by rewrite -[X in (_ < X)%N](size_iota 0) -has_find.
  by apply/negP/no.
have rE : recurrence (taught arc seed j) = m by rewrite -be -at_.
rewrite /kernel_order rE sm; split=> //.
have [g [_ g1 _ hg]] := annihilator cols spans tS.
have /dvdpP[q eq] : m %| g by apply: (minimal_divides mm sm am); rewrite /annihilates_row hg mulmx0.
by apply: contra g1; rewrite eq hornerM => /eqP ->; rewrite mulr0.
Qed.

Lemma taught_rounds j : rounds (taught arc seed j) = R.
Proof.
rewrite /taught /=; suff -> : \max_i settled_at arc seed i = (2 * R + 1)%N by rewrite addnK mulKn.
apply/eqP; rewrite eqn_leq; apply/andP; split.
  by apply/bigmax_leqP => i _; have [-> _ _ _] := settles i; rewrite leq_add2r leq_mul2l M_le_R.
have [|i ei] := eq_bigmax M; first by rewrite card_ord.
rewrite /R ei; have [<- _ _ _] := settles i; apply: (leq_bigmax (F := settled_at arc seed)).
Qed.

(* All of it for the values of any later epoch. *)
Section Later.
Variable x : 'cV[F]_n.+1.
Local Notation K := (taught arc seed).
Local Notation state_ := (Projection.state).
Local Notation run := (run arc K (fun j => x j 0)).

Lemma right_verdict j (s : state n F) : numerator s j = rev [seq state_ P x i j 0 | i <- iota 0 (M j).+1] ->
  verdict K s j = Some (true_average x).
Proof.
move=> en; have [_ am oM b1] := settles j; rewrite /verdict.
have -> : denominator (taught arc seed j) = projected (obs P (e j) ones) (recurrence (taught arc seed j)) by [].
set b := recurrence _ in am oM b1 *.
have e1 : ev (fun i => nth 0 (rev (numerator s j)) i) b = ev (obs P (e j) x) b.
  rewrite /ev; apply: eq_bigr => i _; congr (_ * _); rewrite en revK.
  have le : (i < (M j).+1)%N by rewrite -oM; apply: leq_trans (ltn_ord i) (leqSpred _).
  by rewrite (nth_map 0%N) ?size_iota // nth_iota // add0n obsE.
have p1 y : ev (obs P (e j) y) b / b.[1] = (weight arc j)%:R * total y / (S arc)%:R.
  by rewrite (network_projection no_loop luck) //; apply: annihilates_difference.
have ones_total : total ones = n.+1%:R :> F.
  by rewrite totalE; under eq_bigr => i _ do rewrite mxE; rewrite sumr_const card_ord.
rewrite /projected (negPf b1) e1 !p1 ones_total /ratio.
have w0 : (weight arc j)%:R / (S arc)%:R != 0 :> F.
  by rewrite /weight natrM !mulf_neq0 ?invr_neq0 ?lo ?lt ?(lucky_S luck).
have c y : (weight arc j)%:R * y / (S arc)%:R = (weight arc j)%:R / (S arc)%:R * y :> F by rewrite mulrAC.
rewrite !c ifN; last by rewrite mulf_neq0 // (lucky_n luck).
by rewrite -mulf_div mulfV // mul1r /true_average totalE.
Qed.

(* the invariant after round k *)
Record good k (s : state n F) : Prop := Good {
  good_numerator : forall j, numerator s j = rev [seq state_ P x i j 0 | i <- iota 0 (minn k R).+1];
  good_decided : forall j, decided s j = if (M j <= k)%N then Some (M j) else None;
  good_average : forall j, average s j = if (M j <= k)%N then Some (Some (true_average x)) else None;
  good_stopped : forall j, stopped s j = if (R <= k)%N then Some R else None }.

Lemma conclude k s :
    (forall j, numerator s j = rev [seq state_ P x i j 0 | i <- iota 0 (minn k R).+1]) ->
    (forall j, decided s j = if (M j < k)%N then Some (M j) else None) ->
    (forall j, average s j = if (M j < k)%N then Some (Some (true_average x)) else None) ->
    (forall j, stopped s j = if (R < k)%N then Some R else None) ->
  good k (stop K k (decide K k s)).
Proof.
move=> hn hd ha hs.
have cd j : can_decide K k s j = (k == M j).
  rewrite /can_decide hd; have [_ _ -> _] := settles j.
  by case: (ltngtP (M j) k) => //= [lt'|->]; rewrite ?eqxx // gtn_eqF.
have hd' j : decided (decide K k s) j = if (M j <= k)%N then Some (M j) else None.
  by rewrite /= cd hd; case: ltngtP => // ->.
split=> //= j.
  rewrite cd ha; case: (ltngtP k (M j)) => // ek.
  by rewrite right_verdict // hn (minn_idPl _) ek // M_le_R.
rewrite /can_stop hd' taught_rounds /= hs; case: (ltngtP k R) => [lt'|lt'|ek] /=; rewrite ?andbF ?andbT //.
by rewrite ek M_le_R.
Qed.

Lemma good_run k : good k (run k).
Proof.
elim: k => [|k IH] /=.
  by apply: conclude => //= j; rewrite min0n /= /state_ expr0 mul1mx.
have [hn hd ha hs] := IH; set s := run k in IH hn hd ha hs *.
apply: conclude; [|exact: hd|exact: ha|exact: hs] => j; rewrite [numerator _ j]/= hs; case: (leqP R k) => le.
  by rewrite [_ == _]/= hn !(minn_idPr _) // ltnW.
rewrite eqxx hn (minn_idPl le) (minn_idPl (ltnW le)) [in RHS]newest_in_front; congr (_ :: _).
rewrite [in RHS]/Projection.state exprS -mulmxA [RHS]mxE big_mkcond; apply: eq_bigr => i _.
rewrite /hears /share hs leqNgt le /= hn (minn_idPl (ltnW le)) newest_in_front /= [P j i]mxE eq_sym.
by case: ifP; rewrite ?mul0r // mulrC.
Qed.

(* FTC-30: after round M_j node j decides the average; after round R, the greatest order, it stops;
   for all values of all later epochs, if the probes of the first epoch were regular. *)
Theorem FTC_30 k j :
  [/\ decided (run k) j = if (M j <= k)%N then Some (M j) else None,
      average (run k) j = if (M j <= k)%N then Some (Some (true_average x)) else None
    & stopped (run k) j = if (R <= k)%N then Some R else None].
Proof. by have [_ ? ? ?] := good_run k. Qed.

(* RepeatCoordination!NobodyStopsEarly *)
Theorem FTC_30_safe k j : stopped (run k) j <> None -> forall i, decided (run k) i <> None.
Proof.
have [_ _ ->] := FTC_30 k j; case: ifP => // le _ i; have [-> _ _] := FTC_30 k i.
by rewrite (leq_trans (M_le_R i) le).
Qed.

(* FTC-38: no later epoch takes more than n - 1 rounds. *)
Theorem FTC_30_rounds k j K : stopped (run k) j = Some K -> (K <= n.+1 - 1)%N.
Proof.
have [_ _ ->] := FTC_30 k j; case: ifP => // _ [<-]; rewrite subn1; apply/bigmax_leqP => i _; exact: M_le.
Qed.
End Later.
End Seed.
End Exact.

Section Chance.
Variables (n p : nat) (arc : rel 'I_n.+1).
Hypothesis no_loop : forall j, ~~ arc j j.
Hypothesis p_prime : prime p.
Local Notation F := [finFieldType of 'F_p].
Hypothesis luck : lucky arc F.

(* the probes of the first epoch after which, for some values of a later epoch, somebody does not hold the average after n-1 rounds *)
Definition misled : {set 'cV[F]_n.+1} := [set seed : 'cV[F]_n.+1 | [exists x : 'cV[F]_n.+1, [exists j,
  average (run arc (taught arc seed) (fun i => x i 0) n) j != Some (Some (true_average x))]]].

(* FTC-30: the probability is paid once: of all probes of the first epoch at most sum_j M_j (M_j + 1) / (2p)
   mislead any node in any later epoch, whatever its values are and whatever they depend on. *)
Theorem FTC_30_chance :
  (2 * (#|misled| * p) <= (\sum_j M no_loop luck j * (M no_loop luck j).+1) * p ^ n.+1)%N.
Proof.
pose bad j := \bigcup_(k < (M no_loop luck j).+1) singular (P arc F) (delta_mx 0 j) k.
have sub : misled \subset \bigcup_j bad j.
  apply/subsetP => seed; apply: contraLR => good; rewrite inE; apply/existsPn => x; apply/existsPn => j; rewrite negbK.
  have reg : regular no_loop luck seed.
    move=> i k le; apply: contraNneq good => s0; apply/bigcupP; exists i => //; apply/bigcupP; exists (inord k) => //.
    by rewrite inE inordK // s0.
  by have [_ -> _] := FTC_30 reg x n j; rewrite M_le.
apply: leq_trans (_ : 2 * (\sum_j #|bad j| * p) <= _)%N.
  rewrite leq_mul2l /= -big_distrl leq_mul2r; apply/orP; right; apply: leq_trans (subset_leq_card sub) _.
  elim/big_ind2: _ => [|a u b v hu hv|//]; first by rewrite cards0.
  by apply: leq_trans (leq_add hu hv); rewrite cardsU leq_subr.
rewrite big_distrr big_distrl /=; apply: leq_sum => j _.
by have := few_irregular (row_annihilator no_loop luck j); rewrite card_Fp.
Qed.
End Chance.
