------------------------------ MODULE Counter -------------------------------
(* A counter that can be made to go wrong in every way that TLC tells. *)
EXTENDS Integers, Sequences, TLC
CONSTANTS Mode, Red
VARIABLES count, log, colour, rows

vars == <<count, log, colour, rows>>

ASSUME Sane == Mode # "assumption"

Init ==
    /\ count \in {0, 1}
    /\ log = <<>>
    /\ colour = [name |-> Red, text |-> "a \"quoted\" \\ text\n"]
    /\ rows = [i \in 0..4 |-> [j \in 1..7 |-> 40000 + i]]

Count ==
    /\ count < 3
    /\ Assert(Mode # "assertion" \/ count < 2, "count is too \"large\"")
    /\ count' = IF Mode = "overflow" THEN 2147483647 + 1 + count ELSE count + 1
    /\ log' = Append(log, count)
    /\ UNCHANGED <<colour, rows>>

Rest == count = 3 /\ Mode # "deadlock" /\ UNCHANGED vars

Wait == Mode = "slow" /\ count \in 1..2 /\ \A i \in 1..100000000 : i > 0 /\ UNCHANGED vars

Next == Count \/ Rest \/ Wait

Spec == Init /\ [][Next]_vars /\ WF_vars(Next)

Small == count < 3
Positive == count > 0
Fits == 2147483645 + count > 0
Ends == <>(count = 3)
Never == <>(count = 4)
StaysBelow == [][count' # 3]_vars
StartsAtOne == count = 1

UpToTwo == INSTANCE Bounded WITH limit <- 2
RefinesUpToTwo == UpToTwo!Spec
=============================================================================
