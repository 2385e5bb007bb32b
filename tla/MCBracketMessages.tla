------------------------- MODULE MCBracketMessages --------------------------
(***************************************************************************)
(* Where the models of BracketMessages start, what they must be able to    *)
(* reach, and the mistakes that they must refute.                          *)
(***************************************************************************)
EXTENDS BracketInvariants

OneUnit == {[j \in Node |-> IF j = 0 THEN 1 ELSE 0]}

Rings == {{<<j, (j + 1) % N>> : j \in Node}}   \* the cycle alone

Stars == {{arc \in Arcs : 0 \in {arc[1], arc[2]}}}

FewArcs == {g \in CanonicalDigraphs : Cardinality(g) <= 5}

-----------------------------------------------------------------------------
(***************************************************************************)
(* What must not be impossible, or what is claimed would say nothing: each *)
(* of these is refuted.                                                    *)
(***************************************************************************)
NobodyDecides == \A j \in Node : decided[j] = None

NobodyIsAnEpochAhead == \A i, j \in Node : epoch[i] = epoch[j]

NobodyIsFarAhead == \A i, j \in Node : round[j] - round[i] < span

NoInboxIsFull == \A i, j \in Node : Cardinality({m \in inbox[j] : m.from = i}) <= span

NothingIsDropped == \A m \in network : m \in offered[m.from]

NothingIsNeededLater == \A arc \in digraph : \A m \in Needed(arc[1], arc[2]) : m.epoch = epoch[arc[2]]

NobodyZooms == \A j \in Node : scale[j] = 1

-----------------------------------------------------------------------------
(***************************************************************************)
(* The mistakes.  For Offers: one round less.  For OffersBefore: one round *)
(* less.  For Offer: old rounds, with what the node has heard now.         *)
(***************************************************************************)
OffersLess == span

BeforeLess(k) == k < span - 1

OfferAnew(j, messages, k) ==
    \E more \in {messages \cup {[m EXCEPT !.least = least[j]] : m \in Latest(offered[j], epoch[j], k)}} :
        /\ offered' = [offered EXCEPT ![j] = Latest(@ \cup more, epoch[j], k)]
        /\ network' = network \cup more

(***************************************************************************)
(* For Usable: a node takes in messages of any round, any epoch, or any    *)
(* sender, or after it has decided.                                        *)
(***************************************************************************)
AnyRound(j, m) == <<m.from, j>> \in digraph /\ m.epoch = epoch[j] /\ decided[j] = None

AnyEpoch(j, m) == <<m.from, j>> \in digraph /\ m.round >= round[j] /\ decided[j] = None

AnySender(j, m) == m.epoch = epoch[j] /\ m.round >= round[j] /\ decided[j] = None

AlsoDecided(j, m) == <<m.from, j>> \in digraph /\ m.epoch = epoch[j] /\ m.round >= round[j]

(***************************************************************************)
(* For Heard: it counts the newest message of each sender.  For Unread: it *)
(* keeps what it has counted.  For CanAdvance: it does not wait.  For      *)
(* Silent: it never has anything to say.                                   *)
(***************************************************************************)
Newest(j) == {m \in inbox[j] : \A o \in inbox[j] : o.from = m.from => o.round <= m.round}

AllUnread(j, k) == inbox[j]

AtOnce(j) == decided[j] = None /\ ~CanDecide(j)

AlwaysSilent(k, s) == TRUE

(***************************************************************************)
(* For Verdict: not in lowest terms.  For Shift: it zooms around its own   *)
(* quotient.  For CanDecide: by what it has heard in this window.          *)
(***************************************************************************)
Unreduced(s) == LET q == CHOOSE q \in Choices(s) : TRUE IN <<2 * q[1], 2 * q[2]>>

OwnQuotient(s) == Nearest(Factor(s) * s.numerator, s.denominator)

InAnyRound(j) ==
    decided[j] = None /\ round[j] > 0 /\ Settles([State(j) EXCEPT !.lower = MaxOf(@, least[j]), !.upper = MinOf(@, greatest[j])])

(***************************************************************************)
(* For Spans: less than the diameter.                                      *)
(***************************************************************************)
SpanLess(g) == {MaxOf(1, Diameter(g) - 1)}

(***************************************************************************)
(* For CanBegin: it begins at any time.  For Decide: it ceases to offer.   *)
(* For Deliver, in Fairness: links grant nothing.                          *)
(***************************************************************************)
BeginAnyTime(j) == epoch[j] + 1 < Epochs

DecideMute(j) ==
    /\ CanDecide(j)
    /\ average' = [average EXCEPT ![j] = Answer(span, round[j], State(j), digraph, Values(epoch[j]), j)]
    /\ decided' = [decided EXCEPT ![j] = round[j]]
    /\ inbox'   = [inbox EXCEPT ![j] = {}]
    /\ offered' = [offered EXCEPT ![j] = {}]
    /\ UNCHANGED <<digraph, span, value, epoch, round, words, network>>

NeverDelivered(i, j) == FALSE
=============================================================================
