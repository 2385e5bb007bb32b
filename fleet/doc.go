// Package fleet drives one node of a run on a machine of its own, over links that lose, as spec/fleet.md states it: what a
// [core.Side] computes is what the simulator computes, bit by bit, however often nodes, servers and links fail.
//
//   - [Node] is the driver: it hands in what arrives, writes it down, sends what follows, and asks for what is missing.
//   - [Journal] is what a node remembers of a crash.
//   - [Link] is how packets travel: [Dial] is one over NATS, [Faulty] makes any link worse, for trying.
//   - [Serve] is a NATS server inside this process, for a fleet on one machine.
//
// What is computed, where the common file comes from and who starts the processes is the command's business.
package fleet
