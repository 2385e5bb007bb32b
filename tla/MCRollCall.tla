----------------------------- MODULE MCRollCall -----------------------------
(***************************************************************************)
(* Where the models of RollCall start, what they must be able to reach,    *)
(* and the mistakes that they must refute.                                 *)
(***************************************************************************)
EXTENDS RollCall

Rings == {{<<j, (j + 1) % N>> : j \in Node}}   \* the cycle alone

(***************************************************************************)
(* Each loses its state at most once, and the first node never does: on    *)
(* the cycle it stands for whichever does not.                             *)
(***************************************************************************)
OthersOnce(j) == j # 0 /\ incarnation[j] = 1   \* for MayLose

-----------------------------------------------------------------------------
(***************************************************************************)
(* What must not be impossible, or what is claimed would say nothing.      *)
(***************************************************************************)
NobodyDecidesAnew == \A d \in decisions : \A p \in d : p[2] = 1

NobodyFails == \A j \in Node : ~failed[j]

NothingIsNeededAnew ==
    \/ \A j \in Node : incarnation[j] = 1
    \/ \A arc \in digraph : Needed(arc[1], arc[2]) = {} \/ ~Agree({called[arc[1]], called[arc[2]]})

NobodyIsFarAhead == \A i, j \in Node : journal[j].round - journal[i].round < span

-----------------------------------------------------------------------------
(***************************************************************************)
(* The mistakes.  No roll call: lists travel with the words alone.  A roll *)
(* call that lasts a round less.  A decision a round early.                *)
(***************************************************************************)
NoRoll == 0                            \* for Roll

OneLess == span - 1                    \* for Roll

OneEarly == Roll + span - 1            \* for Last

SpanLess(g) == {Diameter(g) - 1}       \* for Spans

(***************************************************************************)
(* A message says which start of its sender it is from, and no more: after *)
(* the roll call, or ever.  Then each node pins what its in-neighbours say *)
(* first.                                                                  *)
(***************************************************************************)
OwnOnly(j, list) == Only(j, list[j])   \* for World

OwnEver(j, k, list) == Only(j, list[j])   \* for Told

(***************************************************************************)
(* A node draws nothing.  It listens to nobody in the roll call.  It minds *)
(* no contradiction, or takes for one what is none, or does not look where *)
(* there is one.  It does not wait for messages.                           *)
(***************************************************************************)
AlwaysOne(k) == 1                      \* for Drawn

Deaf(lists) == CHOOSE l \in lists : \A o \in lists :          \* for Call
                   Cardinality({i \in Node : l[i] # None}) <= Cardinality({i \in Node : o[i] # None})

Alike(j, S) == FALSE                   \* for Differ

Equal(lists) == Cardinality(lists) = 1 \* for Agree

NewOnly(j, m) ==                       \* for Doubles: not in what is over
    <<m.from, j>> \in digraph /\ m.round >= round[j] /\ ~Agree({called[j], Only(m.from, m.number)})

AtOnce(j) == TRUE                      \* for CanAdvance, for MayOffer, for MayTell: it writes later

(***************************************************************************)
(* A node speaks in the last round, too.  All may lose their state.  One   *)
(* round less is on offer.  Nobody need do anything.                       *)
(***************************************************************************)
ToTheEnd(k) == TRUE                    \* for Speaks

Anybody(j) == TRUE                     \* for MayLose

OffersLess == span                     \* for Offers

Unfair == TRUE                         \* for Fairness
=============================================================================
