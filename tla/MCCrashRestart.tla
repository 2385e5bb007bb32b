--------------------------- MODULE MCCrashRestart ---------------------------
(***************************************************************************)
(* The starts are those of MCMessageCoordination, and so are the mistakes, *)
(* but for this one, for Crash: what a node offers is not written down.    *)
(***************************************************************************)
EXTENDS CrashRestart, MCMessageCoordination

CrashAll(j) == /\ up[j]
               /\ crashes[j] < Crashes
               /\ up'      = [up EXCEPT ![j] = FALSE]
               /\ crashes' = [crashes EXCEPT ![j] = @ + 1]
               /\ inbox'   = [inbox EXCEPT ![j] = {}]
               /\ offered' = [offered EXCEPT ![j] = {}]
               /\ UNCHANGED <<digraph, epoch, round, words, horizon, verdict, stopped, network>>
=============================================================================
