(* Liveness without temporal logic: all that a node makes is there, and what is offered lets somebody go on, to the end. *)
From mathcomp Require Import all_ssreflect zify.
From Kizami Require Import Digraph Rounds LossyLinks SameWords Pace Skew Window.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Section NeverStuck.
Variable Node : finType.
Variable arc : rel Node.
Variables Word Average : Type.
Variable start : nat -> Node -> Word.
Variable combine : (Node -> option Word) -> Node -> Word.
Variable how : ending.
Variable settled : Node -> seq Word -> bool.
Variable found : Node -> seq Word -> nat.
Variable verdict : Node -> seq Word -> option Average.
Variable Epochs : nat.
Hypothesis combine_ext : forall f g j, f =1 g -> combine f j = combine g j.
Hypothesis connected : strongly_connected arc.
Variable M : Node -> nat.
Hypothesis probe : forall e, how = Probe -> foretold arc (start e) combine settled found M.
Hypothesis order_lt : forall j, M j < #|Node|.
Hypothesis bound_large : forall N, how = Bound N -> #|Node| <= N.
Hypothesis no_loop : forall j, ~~ arc j j.
Local Notation D := (decision_round how M).
Local Notation S := (stop_round how M).
Local Notation Tmax := (Tmax how M).
Local Notation dist := (dist arc).

Local Notation local := (local Word Average).
Local Notation msg := (msg Node Word).
Local Notation config := (config Node Word Average).
Local Notation decide_node := (decide_node how settled found verdict).
Local Notation stop_node := (stop_node how).
Local Notation said e := (@said Node Word Average (start e)).
Local Notation lockstep := (lockstep arc start combine how settled found verdict).
Local Notation arrived := (arrived arc start combine how settled found verdict).
Local Notation message := (message start).
Local Notation decides := (decides how settled).
Local Notation stops := (stops how).
Local Notation fresh := (fresh start how).
Local Notation usable := (usable arc).
Local Notation step := (step arc start combine how settled found verdict Epochs).
Local Notation reachable := (reachable arc start combine how settled found verdict Epochs).
Local Notation Receive := (Receive start combine how settled found verdict Epochs).
Local Notation Advance := (Advance combine found verdict Epochs).
Local Notation Decide := (Decide arc start combine found verdict Epochs).
Local Notation Stop := (Stop arc start combine settled found verdict Epochs).
Local Notation Begin := (Begin arc start combine how settled found verdict).
Local Notation said_lockstep := (said_lockstep arc start combine how settled found verdict).
Local Notation arrivedE := (arrivedE combine_ext).
Local Notation same_reachable := (same_reachable combine_ext).
Local Notation stopped_in := (stopped_in combine_ext connected probe).
Local Notation reached := (reached how M).
Local Notation stopped_now := (stopped_now combine_ext connected probe).
Local Notation paced_reachable := (paced_reachable combine_ext connected probe).
Local Notation needed_is_offered := (needed_is_offered combine_ext connected probe order_lt bound_large).

(* all that a node makes of epoch e, as far as it has been *)
Record made (c : config) : Prop := Made {
  made_words : forall e u k, reached c e u k -> k < S u ->
    network c (Msg u e k (Some (said e u (lockstep e k u))));
  made_mark : forall e u, how = Probe -> gone c e u -> network c (Msg u e (S u) None) }.

Lemma lockstep_stopped e k u : stopped (lockstep e k u) = if S u <= k then Some (S u) else None.
Proof. exact: (stops_exactly_at verdict combine_ext (probe e) connected). Qed.

Lemma fresh_made e k j : stopped (arrived e k j) = None -> k < S j ->
  fresh j (At e k (arrived e k j)) (Msg j e k (Some (said e j (lockstep e k j)))).
Proof.
by move=> s0 lt; split; [rewrite silentE // lockstep_stopped leqNgt lt|rewrite /LossyLinks.message /= said_lockstep].
Qed.

Lemma made_step c c' : reachable c -> made c -> step c c' -> made c'.
Proof.
move=> rc [mw mm] st; have sc := same_reachable rc; have pc := paced_reachable rc; have [sn sm sb] := sc.
case: st => [j m nm um|j left|j hear x s0 nd ns hold own other y|j x cd y|j x cs y new|j x s0 le y].
- by split.
- by split.
- have ex : vars x = lockstep (epoch x) (round x) j by apply: still (sn j) nd ns.
  have ey : vars y = arrived (epoch x) (round x).+1 j.
    rewrite /y /= ex; apply: arrivedE; first by rewrite -ex.
    exact: hears_same hold own other.
  split=> [e u k|e u eh].
    rewrite /Pace.reached /= /upd; case: eqP => [->|_] /=; last by move=> h lt; left; apply: mw.
    rewrite -/x => -[h lt|[ee h] lt]; first by left; apply: mw lt; left.
    move: h; rewrite leq_eqVlt => /orP[/eqP ek|h]; last by left; apply: mw lt; right.
    right; have yE : y = At (epoch x) (round x).+1 (arrived (epoch x) (round x).+1 j) by rewrite -ey.
    by rewrite yE ee ek; apply: fresh_made; [rewrite -ey|rewrite -ek].
  rewrite /gone /= /upd; case: eqP => [->|_] /=; last by move=> h; left; apply: mm.
  by rewrite -/x s0 => -[h|[_ //]]; left; apply: mm => //; left.
- split=> [e u k|e u eh].
    by rewrite /Pace.reached /= /upd; case: eqP => [->|_] h lt; left; apply: mw.
  rewrite /gone /= /upd; case: eqP => [->|_] /=; last by move=> h; left; apply: mm.
  move=> h; left; apply: mm => //; case: h => [h|[h1 h2]]; [by left|right; split=> //].
  by move: h2; rewrite /Rounds.decide_node; case: ifP.
- split=> [e u k|e u eh].
    by rewrite /Pace.reached /= /upd; case: eqP => [->|_] h lt; left; apply: mw.
  rewrite /gone /= /upd; case: eqP => [->|_] /=; last by move=> h; left; apply: mm.
  rewrite -/x => -[h|[-> sk]]; first by left; apply: mm => //; left.
  have ly : vars y = lockstep (epoch x) (round x) j by exact: stop_in_round (sn j) cs.
  have [eS _] : round x = S j /\ vars y = lockstep (epoch x) (round x) j.
    by apply: stopped_in (in_time pc j) _ _ => //; rewrite ly; constructor 3.
  by right; split=> //; rewrite /mark /= eS.
- have [eS eL] := stopped_now sc (in_time pc j) s0.
  split=> [e u k|e u eh].
    rewrite /Pace.reached /= /upd; case: eqP => [->|_] /=; last by move=> h lt; left; apply: mw.
    rewrite -/x ltnS leq_eqVlt => -[[/orP[/eqP ee|lte] h] lt|[-> h] lt].
    + by left; apply: mw => //; right; rewrite eS.
    + by left; apply: mw => //; left.
    by right; move: h; rewrite leqn0 => /eqP ->; apply: fresh_made => //; apply: leq_ltn_trans lt.
  rewrite /gone /= /upd; case: eqP => [->|_] /=; last by move=> h; left; apply: mm.
  rewrite -/x ltnS leq_eqVlt => -[/orP[/eqP ee|lt]|[_ //]]; left; apply: mm => //; [by right|by left].
Qed.

Lemma made_reachable c : reachable c -> made c.
Proof.
elim=> [|{}c c' rc IH st]; last exact: made_step IH st.
split=> [e u k [[//]|[-> h]] lt|e u _ [//|[_]] //].
exists u; move: h; rewrite leqn0 => /eqP ->; apply: fresh_made => //; apply: leq_ltn_trans lt; exact: leq0n.
Qed.

(* messages that are offered to j arrive, and nothing else happens *)
Inductive delivered j (c : config) : config -> Prop :=
| delivered0 : delivered j c c
| deliveredS c' m : delivered j c c' -> network c' m -> usable c' j m -> offered c' (from m) m ->
    delivered j c (Config (nodes c') (fun i n => inbox c' i n \/ (i = j /\ n = m)) (offered c') (network c')).

Lemma delivered_keeps j c c' : reachable c -> delivered j c c' ->
  [/\ reachable c', nodes c' = nodes c, offered c' = offered c & network c' = network c].
Proof. by move=> rc; elim=> [|{}c' m _ [r' n' o' w'] nm um om] //; split=> //=; apply: (reachS r'); apply: Receive. Qed.

Lemma deliver_all c j (f : Node -> msg) : reachable c ->
    (forall u, arc u j -> [/\ network c (f u), usable c j (f u) & offered c (from (f u)) (f u)]) ->
  exists2 c', delivered j c c' & forall u, arc u j -> inbox c' j (f u).
Proof.
move=> rc h; suff [c' d i] : exists2 c', delivered j c c' & forall u, u \in enum Node -> arc u j -> inbox c' j (f u).
  by exists c' => // u; apply: i; rewrite mem_enum.
elim: (enum Node) => [|v s [c' d i]]; first by exists c => //; constructor.
case a: (arc v j); last first.
  by exists c' => // u; rewrite inE => /orP[/eqP ->|us au]; [rewrite a|apply: i].
have [r' en eo ew] := delivered_keeps rc d; have [nm um om] := h v a.
exists (Config (nodes c') (fun i n => inbox c' i n \/ (i = j /\ n = f v)) (offered c') (network c')).
  by constructor; rewrite // /LossyLinks.usable ?ew ?eo ?en.
by move=> u; rewrite inE /= => /orP[/eqP -> _|us au]; [right|left; apply: i].
Qed.

(* done with the last epoch *)
Definition done (x : local) := (stopped (vars x) != None) && (Epochs <= (epoch x).+1).

Lemma epoch_in c j : reachable c -> epoch (nodes c j) = 0 \/ epoch (nodes c j) < Epochs.
Proof.
move=> rc; elim: rc j => [|{}c c' rc IH st] j; first by left.
case: st => [i m _ _|i left|i hear x _ _ _ _ _ _|i x _|i x _|i x _ le] /=; rewrite ?/upd; try case: eqP => [_|_] //=;
  try exact: IH.
by right.
Qed.

(* how far a node has come: every action but Receive and Forget brings it further *)
Definition height := 3 * (\max_j S j).+1.
Definition work (x : local) := epoch x * height + 3 * round x + (decided (vars x) != None) + (stopped (vars x) != None).

Lemma put_work (c : config) j (y : local) box off new : work (nodes c j) < work y ->
  \sum_i work (nodes c i) < \sum_i work (nodes (put c j y box off new) i).
Proof.
move=> lt; rewrite (bigD1 j) //= [X in _ < X](bigD1 j) //= /upd eqxx -addSn leq_add //.
by apply: leq_sum => i /negPf ->.
Qed.

(** Nobody is ever stuck: unless all are done, the messages that are offered to some node let it decide, stop, begin or go on. *)
Lemma never_stuck c : reachable c -> ~~ [forall j, done (nodes c j)] ->
  exists j c1 c2, [/\ delivered j c c1, step c1 c2 & \sum_i work (nodes c i) < \sum_i work (nodes c2 i)].
Proof.
move=> rc nd; have sc := same_reachable rc; have pc := paced_reachable rc; have [sn sm sb] := sc.
case: (boolP [exists j, decides j (nodes c j)]) => [/existsP[j cd]|/existsPn no_dec].
  exists j, c; eexists; split; [exact: delivered0|exact: Decide cd|]; apply: put_work.
  rewrite /work /= /Rounds.decide_node -/(decides j (nodes c j)) cd /=.
  by move: cd; rewrite /LossyLinks.decides /can_decide; case/and3P=> /eqP -> _ _; rewrite /= addn0 addn1.
case: (boolP [exists j, stops (nodes c j)]) => [/existsP[j cs]|/existsPn no_stop].
  exists j, c; eexists; split; [exact: delivered0|exact: Stop cs|]; apply: put_work.
  rewrite /work /= /Rounds.stop_node -/(stops (nodes c j)) cs /=.
  by move: cs; rewrite /LossyLinks.stops /can_stop; case/and3P=> _ /eqP -> _; rewrite /= addn0 addn1.
have run_now j : vars (nodes c j) = lockstep (epoch (nodes c j)) (round (nodes c j)) j.
  exact: still (sn j) (no_dec j) (no_stop j).
case: (boolP [exists j, (stopped (vars (nodes c j)) != None) && ((epoch (nodes c j)).+1 < Epochs)]).
  case/existsP=> j /andP[/eqP s0 le].
  exists j, c; eexists; split; [exact: delivered0|exact: Begin s0 le|]; apply: put_work.
  have [er _] := stopped_now sc (in_time pc j) s0; have lm : S j <= \max_l S l by exact: leq_bigmax.
  have d1 := leq_b1 (decided (vars (nodes c j)) != None); have d2 := leq_b1 (stopped (vars (nodes c j)) != None).
  rewrite /work /= er muln0 !addn0 [X in _ < X]mulSn [X in _ < X]addnC -!addnA ltn_add2l /height mulnS.
  by move: lm d1 d2; clear; move: (\max_l S l) (S j) => m q; lia.
move/existsPn=> no_begin.
pose waits := [pred j | stopped (vars (nodes c j)) == None].
have [j0 w0] : exists j, waits j.
  move: nd; rewrite negb_forall => /existsP[j]; rewrite /done negb_and negbK => /orP[h|h]; first by exists j.
  by exists j; have := no_begin j; rewrite -ltnNge in h; rewrite h andbT negbK.
case: (arg_minnP (fun j => epoch (nodes c j)) w0) => i0 wi0 min0.
pose first := [pred j | waits j & epoch (nodes c j) == epoch (nodes c i0)].
have fi0 : first i0 by apply/andP; split.
case: (arg_minnP (fun j => round (nodes c j)) fi0) => i /andP[/eqP si /eqP ei] min {w0 j0}.
set x := nodes c i in si ei *; pose e := epoch x; pose k := round x.
have ki : k < S i by move: si; rewrite run_now lockstep_stopped; case: leqP.
(* every in-neighbour has made what i waits for *)
have place u : gone c e u \/ (reached c e u k /\ k < S u).
  case: (ltngtP (epoch (nodes c u)) e) => [lt|gt|ee]; last 1 first.
  - case su: (stopped (vars (nodes c u)) == None).
      right; have le : k <= round (nodes c u) by apply: min; rewrite /first /= su -ei -/e ee eqxx.
      split; first by right.
      by apply: leq_ltn_trans le _; move/eqP: su; rewrite run_now lockstep_stopped; case: leqP.
    by left; right; split=> //; apply/eqP; rewrite su.
  - have su : stopped (vars (nodes c u)) != None.
      apply/negP => su; have := min0 u su; by rewrite -ei -/x -/e leqNgt lt.
    have := no_begin u; rewrite su /= => /negP; case; apply: (leq_ltn_trans lt).
    by have [h|h] := epoch_in i rc; [move: lt; rewrite /e /x h|exact: h].
  by left; left.
have gone_all u : gone c e u -> reached c e u (S u).
  by case=> [lt|[-> s0]]; [left|have [<- _] := stopped_now sc (in_time pc u) s0; right].
have [mw mm] := made_reachable rc.
pose f u := if k < S u then Msg u e k (Some (said e u (lockstep e k u))) else Msg u e (S u) None.
have net u : network c (f u).
  rewrite /f; case: ltnP => ku.
    by apply: (mw e u k _ ku); case: (place u) => [/gone_all h|[]//]; apply: reached_le h; apply: ltnW.
  have g : gone c e u by case: (place u) => // -[_]; rewrite ltnNge ku.
  have [[N eh]|eh] := endingP how; last exact: mm.
  by move: ki ku; rewrite /stop_round eh; lia.
have ff u : from (f u) = u by rewrite /f; case: ifP.
have use u : arc u i -> usable c i (f u).
  by rewrite /LossyLinks.usable ff => a; split=> //; rewrite /f; case: ifP => //= _; [left|right].
have [u au|c1 d box] := @deliver_all c i f rc.
  by split; [exact: net|exact: use|apply: (needed_is_offered rc (j := i)) => //; left; apply: use].
have [r1 en eo ew] := delivered_keeps rc d.
pose hear u := if u == i then Some (said e i (vars x)) else if arc u i then payload (f u) else None.
have e1 : nodes c1 i = x by rewrite en.
exists i, c1; eexists; split; [exact: d|apply: (Advance (c := c1) (j := i) (hear := hear))|]; rewrite ?e1 //; try exact: no_dec; try exact: no_stop.
- move=> u a; exists (f u); first exact: box.
  rewrite ff e1; split=> //; have ne : (u == i) = false by apply/eqP => eu; move: a; rewrite eu (negPf (no_loop i)).
  by rewrite /hear ne a /f; case: ltnP => ku /=; [left|right].
- by rewrite /hear eqxx.
- by move=> u /negPf h1 /negPf h2; rewrite /hear h1 h2.
have e2 : \sum_l work (nodes c l) = \sum_l work (nodes c1 l) by rewrite en.
by rewrite e2; apply: put_work; rewrite e1 /work /= mulnS addnA ltn_add2r ltn_add2r; lia.
Qed.

Lemma work_bound c : reachable c -> \sum_j work (nodes c j) <= #|Node| * (Epochs.+1 * height).
Proof.
move=> rc; rewrite -sum_nat_const; apply: leq_sum => j _; rewrite /work mulSn.
have it := in_time (paced_reachable rc) j; have lm : S j <= \max_l S l by exact: leq_bigmax.
have le : epoch (nodes c j) * height <= Epochs * height.
  by rewrite leq_mul2r; apply/orP; right; have [->|/ltnW] := epoch_in j rc.
have hh : 3 * round (nodes c j) + 2 <= height by rewrite /height; lia.
have d1 := leq_b1 (decided (vars (nodes c j)) != None); have d2 := leq_b1 (stopped (vars (nodes c j)) != None).
by lia.
Qed.

Inductive later c : config -> Prop :=
| later0 : later c c
| laterS c' c'' : later c c' -> step c' c'' -> later c c''.

Lemma later_trans a b c : later a b -> later b c -> later a c.
Proof. by move=> ab; elim=> // c' c'' _ h st; apply: laterS h st. Qed.

Lemma delivered_later j c c' : delivered j c c' -> later c c'.
Proof. by elim=> [|{}c' m _ h nm um om]; [constructor|apply: (laterS h); apply: Receive]. Qed.

(** From every state that can be reached, whatever was lost, the end can be reached: all stop in their last epoch. *)
Lemma can_finish c : reachable c -> exists2 c', later c c' & forall j, done (nodes c' j).
Proof.
have [b lb] := ubnP (#|Node| * (Epochs.+1 * height) - \sum_j work (nodes c j)); elim: b c lb => // b IH c lb rc.
case: (boolP [forall j, done (nodes c j)]) => [/forallP all|nd]; first by exists c => //; constructor.
have [j [c1 [c2 [d st lt]]]] := never_stuck rc nd.
have [r1 _ _ _] := delivered_keeps rc d; have r2 := reachS r1 st.
have [|c3 l3 all] := IH c2 _ r2; first by have := work_bound r2; lia.
by exists c3 => //; apply: later_trans l3; apply: laterS st; apply: delivered_later d.
Qed.
End NeverStuck.
