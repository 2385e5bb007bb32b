(* FTC-31: the greatest value, tla/MaximumCoordination.tla. *)
From mathcomp Require Import all_ssreflect fingroup perm ssralg ssrnum ssrint rat poly polydiv matrix mxalgebra mxpoly zmodp finalg zify.
From Kizami Require Import Digraph Recurrence Projection SpanningTrees Network FirstNews Probes Endings Repeat.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Section Maximum.
Variable Node : finType.
Variable arc : rel Node.
Variable value : Node -> nat.

(* MaximumCoordination!Listen and !Advance: what each node has heard of after k rounds *)
Fixpoint heard k j := if k is k'.+1 then \max_(i | (i == j) || arc i j) heard k' i else value j.

Lemma heardS k j : heard k.+1 j = \max_(i | (i == j) || arc i j) heard k i.
Proof. by []. Qed.

(* MaximumCoordination!TrueMaximum *)
Definition true_maximum := \max_l value l.

(* Network's paths end at j; what is heard in one more round came over a last arc. *)
Lemma within_step i j m k : (m == j) || arc m j -> i \in within arc m k -> i \in within arc j k.+1.
Proof.
move=> /orP[/eqP -> h|a h]; first by rewrite withinS h.
rewrite -[k.+1]addn1; apply: within_trans h _; rewrite withinS; apply/orP; right; apply/existsP; exists j.
by rewrite /= inE eqxx.
Qed.

(* After k rounds: the greatest value at the nodes from which a path of at most k arcs leads to j. *)
Lemma heard_within k j : heard k j = \max_(i in within arc j k) value i.
Proof.
elim: k j => [|k IH] j; first by rewrite /= big_set1.
apply/eqP; rewrite heardS eqn_leq; apply/andP; split; apply/bigmax_leqP => i hi.
  rewrite IH; apply/bigmax_leqP => l hl; apply: (leq_bigmax_cond (F := value)); exact: within_step hi hl.
case/within_last: hi => [h|[u a h]].
  by apply: (bigmax_sup j); rewrite ?eqxx // IH; apply: (bigmax_sup i).
by apply: (bigmax_sup u); rewrite ?a ?orbT // IH; apply: (bigmax_sup i).
Qed.

Hypothesis connected : strongly_connected arc.

(* FTC-31: g_j[k] = max_l v_l from k = ecc_j on. *)
Theorem FTC_31_ecc k j : ecc arc j <= k -> heard k j = true_maximum.
Proof.
move=> le; rewrite heard_within; apply: eq_bigl => i.
by rewrite -distP // (leq_trans (dist_ecc arc i j) le).
Qed.

(* FTC-31 with a known N >= n: after N - 1 rounds. *)
Theorem FTC_31_bound N j : #|Node| <= N -> heard (N - 1) j = true_maximum.
Proof. by move=> le; apply: FTC_31_ecc; have := ecc_lt connected j; lia. Qed.
End Maximum.

(* FTC-31: the least value is c less the greatest of all c - v_l, for any c that no value exceeds. *)
Theorem FTC_31_least (Node : finType) (arc : rel Node) (value : Node -> nat) c k j : strongly_connected arc ->
  (forall l, value l <= c) -> ecc arc j <= k ->
  let least := c - heard arc (fun l => c - value l) k j in
  (forall l, least <= value l) /\ exists l, least = value l.
Proof.
move=> co le ek /=; rewrite (FTC_31_ecc _ co ek) /true_maximum; set m := \max_l _; split=> [l|].
  by have : c - value l <= m by [apply: (leq_bigmax (F := fun l => c - value l))]; have := le l; lia.
have [|l e] := eq_bigmax (fun l => c - value l); first by apply/card_gt0P; exists j.
by exists l; rewrite /m e subKn.
Qed.

(* FTC-31: with one round less than the greatest eccentricity it is wrong for some values. *)
Theorem FTC_31_not_less (Node : finType) (arc : rel Node) k j : strongly_connected arc -> k < ecc arc j ->
  exists value, heard arc value k j <> true_maximum value.
Proof.
move=> co lt; have [l el] := dist_onto co (leqnn (ecc arc j)); exists (fun i => nat_of_bool (i == l)).
rewrite heard_within big1 => [|i]; last first.
  by rewrite -distP // => le; case: eqP le => // ->; rewrite el leqNgt lt.
by apply/eqP; rewrite eq_sym -lt0n; apply: leq_trans (leq_bigmax (F := fun i => nat_of_bool (i == l)) l); rewrite eqxx.
Qed.

Section AfterR.
Variables (n : nat) (arc : rel 'I_n.+1).
Hypothesis no_loop : forall j, ~~ arc j j.
Hypothesis connected : strongly_connected arc.
Variable F : fieldType.
Hypothesis luck : lucky arc F.
Hypothesis first_news : forall l j, ((P arc F ^+ dist arc l j) j l != 0)%R.

(* R >= M_j >= ecc_j *)
Lemma ecc_le_R j : ecc arc j <= R no_loop luck.
Proof.
have [m [mm sm am]] := exists_minimal (annihilator_row no_loop luck j).
apply: leq_trans (M_le_R no_loop luck j).
by have := order_ecc connected first_news (monic_neq0 mm) am; rewrite sm.
Qed.

(* FTC-31: after R rounds, R the greatest order, everybody holds the greatest value. *)
Theorem FTC_31 (value : 'I_n.+1 -> nat) k j : R no_loop luck <= k -> heard arc value k j = true_maximum value.
Proof. by move=> le; apply: FTC_31_ecc => //; apply: leq_trans le; exact: ecc_le_R. Qed.

(* ... and R is what the kernel of a first epoch with regular probes tells. *)
Theorem FTC_31_kernel (v seed : 'cV[F]_n.+1) k0 (value : 'I_n.+1 -> nat) i j : regular no_loop seed luck ->
  (forall l, Rounds.stopped (coordination arc Rounds.Probe v seed k0 l) <> None) ->
  heard arc value (rounds (kernel_of (coordination arc Rounds.Probe v seed k0 i))) j = true_maximum value.
Proof. by move=> reg over; apply: FTC_31; have [_ _ _ _ ->] := FTC_30_kernel connected first_news reg over i. Qed.
End AfterR.
