(* FTC-30: a later epoch on the same digraph, tla/RepeatCoordination.tla and tla/Kernels.tla. *)
From mathcomp Require Import all_ssreflect fingroup perm ssralg ssrnum ssrint rat poly polydiv matrix mxalgebra mxpoly zmodp finalg zify.
From Kizami Require Import Digraph Rounds Recurrence Massey Projection SpanningTrees Network Probes Endings.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section Repeat.
Variables (n : nat) (arc : rel 'I_n.+1) (F : fieldType).           (* n.+1 nodes *)
Local Notation Node := 'I_n.+1.

(* Kernels!Kernel: what a node holds of its first epoch for all later ones: the recurrence of its probe and the projection of its
   denominator, both by the observations to its decision, and of its horizon half *)
Record kernel := Kernel { recurrence : {poly F}; denominator : option F; rounds : nat }.
Definition kernel_order k := (size (recurrence k)).-1.
Definition decided_by (x : node (word F) F) := let t := odflt 0%N (Rounds.decided x) in drop (size (words x) - t.+1) (words x).
Definition kernel_of (x : node (word F) F) :=
  let b := beta (@probe F) (decided_by x) in
  Kernel b (projected (observed (@Endings.denominator F) (decided_by x)) b) ((horizon x - 1) %/ 2).

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

(* M_j of protocol.md, The probe, and R *)
Local Notation M := (M no_loop luck).
Definition R := \max_j M j.

Lemma M_le_R j : (M j <= R)%N. Proof. exact: leq_bigmax. Qed.

(* The first epoch: any values, probes that are regular, and a round after which all have stopped. *)
Hypothesis connected : strongly_connected arc.
Hypothesis first_news : forall l j, (P ^+ dist arc l j) j l != 0.
Variables (value0 seed : 'cV[F]_n.+1) (k0 : nat).
Local Notation first := (coordination arc Probe value0 seed k0).
Hypothesis probes_regular : regular no_loop seed luck.
Hypothesis over : forall j, Rounds.stopped (first j) <> None.

Let foretold_ := probe_foretold value0 connected (fun _ => first_news) (fun _ : Probe = Probe => probes_regular).

(* What a node holds of it: m_j, phi_y of the observations of P^k, and R. *)
Theorem FTC_30_kernel j : [/\ annihilates_row P (e j) (recurrence (kernel_of (first j))),
    kernel_order (kernel_of (first j)) = M j, (recurrence (kernel_of (first j))).[1] != 0,
    denominator (kernel_of (first j)) = projected (obs P (e j) ones) (recurrence (kernel_of (first j)))
  & rounds (kernel_of (first j)) = R].
Proof.
have [m [mm sm am]] := exists_minimal (annihilator_row no_loop luck j).
have [_ _ be] := probe_settles mm sm (annihilates_difference seed am) (@probes_regular j).
have dj : Rounds.decided (first j) = Some (T M j).
  have := stopped_decided (@over j).
  by rewrite (decision_is value0 connected (fun _ => first_news) (fun _ => probes_regular)) D_probe //; case: ifP.
have le : (T M j <= k0)%N.
  by move: dj; rewrite (decision_is value0 connected (fun _ => first_news) (fun _ => probes_regular)) D_probe //; case: ifP.
have wE : decided_by (first j) = undisturbed_words arc value0 seed (T M j) j.
  have leT : (T M j <= Tmax Probe M)%N by have := D_le Probe M j; rewrite D_probe.
  have wT := undisturbed _ (@combine_ext n arc F) foretold_ connected j leT.
  rewrite /decided_by dj /=; have [s ->] := words_grow arc (start value0 seed) (combine arc (F := F)) Probe (@node_settled n F)
    (@node_order n F Probe) (@node_average n F Probe) j le.
  by rewrite wT size_cat size_free addnK drop_size_cat.
have rE : recurrence (kernel_of (first j)) = m by rewrite /= wE (beta_free _ _ _ (probe_part value0 seed)).
split.
- by rewrite rE.
- by rewrite /kernel_order rE sm.
- rewrite rE; have [g [_ g1 _ hg]] := annihilator (cols no_loop luck) (spans no_loop luck) (total_neq0 luck).
  have /dvdpP[q eq] : m %| g by apply: (minimal_divides mm sm am); rewrite /annihilates_row hg mulmx0.
  by apply: contra g1; rewrite eq hornerM => /eqP ->; rewrite mulr0.
- have -> : denominator (kernel_of (first j)) = projected (observed (@Endings.denominator F) (decided_by (first j)))
    (recurrence (kernel_of (first j))) by [].
  rewrite rE wE (projected_free _ _ (den_part value0 seed)) //.
  by rewrite sm -/(M j) /T ltnS mulSn mul1n -addnA leq_addr.
rewrite [LHS]/= (stopped_horizon (@combine_ext n arc F) foretold_ connected (erefl _) (@over j)).
suff -> : Tmax Probe M = (2 * R + 1)%N by rewrite addnK mulKn.
apply/eqP; rewrite eqn_leq; apply/andP; split.
  by apply/bigmax_leqP => i _; rewrite D_probe // /T leq_add2r leq_mul2l M_le_R.
have [|i ei] := eq_bigmax M; first by rewrite card_ord.
by rewrite /R ei; have := D_le Probe M i; rewrite D_probe.
Qed.

(* All of it for the values of any later epoch. *)
Section Later.
Variable x : 'cV[F]_n.+1.
Local Notation K := (fun i => kernel_of (first i)).
Local Notation state_ := (Projection.state).
Local Notation run := (run arc K (fun j => x j 0)).

Lemma right_verdict j (s : state n F) : numerator s j = rev [seq state_ P x i j 0 | i <- iota 0 (M j).+1] ->
  verdict K s j = Some (true_average x).
Proof.
move=> en; have [am oM b1 dE _] := FTC_30_kernel j; rewrite /verdict dE.
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
  by rewrite /weight natrM !mulf_neq0 ?invr_neq0 ?(lucky_out luck) ?(lucky_tau luck) ?(lucky_S luck).
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
  rewrite /can_decide hd; have [_ -> _ _ _] := FTC_30_kernel j.
  by case: (ltngtP (M j) k) => //= [lt'|->]; rewrite ?eqxx // gtn_eqF.
have hd' j : decided (decide K k s) j = if (M j <= k)%N then Some (M j) else None.
  by rewrite /= cd hd; case: ltngtP => // ->.
split=> //= j.
  rewrite cd ha; case: (ltngtP k (M j)) => // ek.
  by rewrite right_verdict // hn (minn_idPl _) ek // M_le_R.
rewrite /can_stop hd'; have [_ _ _ _ ->] := FTC_30_kernel j; rewrite /= hs; case: (ltngtP k R) => [lt'|lt'|ek] /=; rewrite ?andbF ?andbT //.
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
have [_ _ ->] := FTC_30 k j; case: ifP => // _ [<-]; rewrite subn1; apply/bigmax_leqP => i _; rewrite -ltnS; exact: M_lt.
Qed.
End Later.
End Exact.

Section Chance.
Variables (n p : nat) (arc : rel 'I_n.+1).
Hypothesis no_loop : forall j, ~~ arc j j.
Hypothesis connected : strongly_connected arc.
Hypothesis p_prime : prime p.
Local Notation F := [finFieldType of 'F_p].
Hypothesis luck : lucky arc F.
Hypothesis first_news : forall l j, (P arc F ^+ dist arc l j) j l != 0.
Local Notation M := (M no_loop luck).

(* the probes of the first epoch after which, for some values of it and some of a later epoch, somebody does not hold the average of
   the later epoch after n-1 rounds of it, by what the nodes hold after round k0 of the first *)
Definition misled k0 : {set 'cV[F]_n.+1} := [set seed | [exists v : 'cV[F]_n.+1, [exists x : 'cV[F]_n.+1, [exists j,
  average (run arc (fun i => kernel_of (coordination arc Probe v seed k0 i)) (fun i => x i 0) n) j != Some (Some (true_average x))]]]].

(* FTC-30: the probability is paid once: of all probes of the first epoch at most sum_j M_j (M_j + 1) / (2p)
   mislead any node in any later epoch, whatever its values are and whatever they depend on. *)
Theorem FTC_30_chance k0 : (3 * n.+1 - 1 <= k0)%N ->
  (2 * (#|misled k0| * p) <= (\sum_j M j * (M j).+1) * p ^ n.+1)%N.
Proof.
move=> lek; pose bad j := \bigcup_(k < (M j).+1) singular (P arc F) (delta_mx 0 j) k.
have sub : misled k0 \subset \bigcup_j bad j.
  apply/subsetP => seed; apply: contraLR => good; rewrite inE; apply/existsPn => v; apply/existsPn => x; apply/existsPn => j; rewrite negbK.
  have reg : regular no_loop seed luck.
    move=> i k le; apply: contraNneq good => s0; apply/bigcupP; exists i => //; apply/bigcupP; exists (inord k) => //.
    by rewrite inE inordK // s0.
  have over i : Rounds.stopped (coordination arc Probe v seed k0 i) <> None.
    rewrite (stop_is v connected (fun _ => first_news) (fun _ => reg)) (leq_trans (rounds_are no_loop Probe luck i)) //.
  by have [_ -> _] := FTC_30 connected first_news reg over x n j; rewrite -ltnS M_lt.
apply: leq_trans (_ : 2 * (\sum_j #|bad j| * p) <= _)%N.
  rewrite leq_mul2l /= -big_distrl leq_mul2r; apply/orP; right; apply: leq_trans (subset_leq_card sub) _.
  elim/big_ind2: _ => [|a x b y hx hy|//]; first by rewrite cards0.
  by apply: leq_trans (leq_add hx hy); rewrite cardsU leq_subr.
rewrite big_distrr big_distrl /=; apply: leq_sum => j _.
by have := few_irregular (annihilator_row no_loop luck j); rewrite card_Fp.
Qed.
End Chance.

(* FTC-30: no other recurrence of that order serves all values: [learning.md, A later epoch]. *)
Section Needs.
Variables (n : nat) (arc : rel 'I_n.+1).
Hypothesis no_loop : forall j, ~~ arc j j.
Variable F : fieldType.
Hypothesis luck : lucky arc F.
Hypothesis connected : strongly_connected arc.
Local Notation P := (P arc F).
Hypothesis first_news : forall l j, (P ^+ dist arc l j) j l != 0.
Local Notation e j := (delta_mx 0 j : 'rV[F]_n.+1).

(* FTC-30, the recurrence of a value serves that value only: a monic b of order at most M_j, with which node j would decide
   the average of every value, is the one that the probe teaches. *)
Theorem FTC_30_needs_the_probes_recurrence (v seed : 'cV[F]_n.+1) k0 j (b : {poly F}) phi : regular no_loop seed luck ->
    (forall l, Rounds.stopped (coordination arc Probe v seed k0 l) <> None) ->
    b \is monic -> ((size b).-1 <= M no_loop luck j)%N ->
    (forall x : 'cV[F]_n.+1, ratio (projected (obs P (e j) x) b) phi = Some (true_average x)) ->
  b = recurrence (kernel_of (coordination arc Probe v seed k0 j)).
Proof.
move=> reg over bm sb right; set m := recurrence _.
have zero (x : 'cV[F]_n.+1) : total x = 0 -> ev (obs P (e j) x) b = 0.
  move=> t0; have := right x; rewrite /true_average -totalE t0 mul0r /ratio /projected.
  case: (eqVneq b.[1] 0) => // b1; case: phi {right} => [y|] //; case: eqVneq => // y0 [/eqP].
  by rewrite !mulf_eq0 !invr_eq0 (negPf b1) (negPf y0) !orbF => /eqP.
have ab : annihilates_row P (e j) b.
  set H := horner_mx P b; have comm : H *m (P - 1) = (P - 1) *m H.
    have -> : P - 1 = horner_mx P ('X - 1) by rewrite rmorphB /= horner_mx_X rmorph1.
    by rewrite /H mulmxE -!rmorphM mulrC.
  apply/rowP => i; rewrite [RHS]mxE; pose d : 'cV[F]_n.+1 := delta_mx i 0; have := zero ((P - 1) *m d); rewrite ev_obs -/H.
  have -> : e j *m (H *m ((P - 1) *m d)) = e j *m ((P - 1) *m H) *m d by rewrite -comm !mulmxA.
  have t0 : total ((P - 1) *m d) = 0.
    by rewrite /total mulmxA mulmxBr (columns no_loop (lucky_out luck)) mulmx1 subrr mul0mx mxE.
  by move/(_ t0); rewrite /d -colE mxE.
have [am om _ _ _] := FTC_30_kernel connected first_news reg over j; have mm : m \is monic.
  by rewrite /m /kernel_of /= /beta; set u := differences _ _; set k := (size _).-1; case: (massey_shortest u k).
have m0 : (0 < size m)%N by rewrite lt0n size_poly_eq0 monic_neq0.
have b0 : (0 < size b)%N by rewrite lt0n size_poly_eq0 monic_neq0.
have sm : size m = (M no_loop luck j).+1 by rewrite -om /kernel_order -/m prednK.
have dv : m %| b by apply: minimal_divides mm sm am ab.
apply/eqP; rewrite -eqp_monic // eqp_sym -dvdp_size_eqp // eqn_leq dvdp_leq ?monic_neq0 //=.
by rewrite sm -(prednK b0) ltnS.
Qed.
End Needs.
