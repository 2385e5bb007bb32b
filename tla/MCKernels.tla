------------------------------ MODULE MCKernels -----------------------------
(***************************************************************************)
(* That a first epoch, in lock-step rounds with the probe ending, teaches  *)
(* every node the kernel with which RepeatCoordination starts.             *)
(***************************************************************************)
EXTENDS MCRoundCoordination, Kernels

Learnt(j) == Kernel(UpTo(denominator[j], decided[j]), UpTo(probe[j], decided[j]), horizon[j])

TeachesKernels ==
    \/ Senders = Node
    \/ \E taught \in {Taught(digraph, [j \in Node |-> probe[j][1]])} :
          \A j \in Node : stopped[j] = None \/ Learnt(j) = taught[j]

(***************************************************************************)
(* The mistake: what a node observes after its decision is as good.  But   *)
(* others may have stopped by then, and their shares are missing in it.    *)
(***************************************************************************)
AlsoLater(j) == Kernel(denominator[j], probe[j], horizon[j])  \* for Learnt
=============================================================================
