(* Runs the extracted reference: reads one run a line, writes one line for each of its nodes. Go's package check writes the
   runs and reads the lines. A run is: prime nodes bound rounds arcs from to ... value ... probe ..., where a bound of 0 is
   the probe ending; the probes are left out with a bound. *)
open Reference

let rec nat k = if k = 0 then O else S (nat (k - 1))
let rec int = function O -> 0 | S k -> 1 + int k
let text = Big_int_Z.string_of_big_int
let number = function None -> "none" | Some k -> string_of_int (int k)
let word list = String.concat "," (List.map text list)

let state x =
  Printf.sprintf "numerator=%s denominator=%s probe=%s horizon=%d order=%s decided=%s average=%s stopped=%s"
    (word x.numerator) (word x.denominator) (word x.probe) (int x.horizon)
    (match x.decided with None -> "none" | Some _ -> string_of_int (int x.found))
    (number x.decided)
    (match x.decided, x.average with None, _ -> "none" | _, None -> "refused" | _, Some a -> text a)
    (number x.stopped)

(* The same operations, with every inverse computed once: an exponentiation costs more than all the rest. *)
let field p =
  let f = gF p and known = Hashtbl.create 64 in
  { f with finv = (fun a -> match Hashtbl.find_opt known a with
      | Some b -> b
      | None -> let b = f.finv a in Hashtbl.add known a b; b) }

let replay line =
  let input = Scanf.Scanning.from_string line in
  let element () = Scanf.bscanf input " %s" Big_int_Z.big_int_of_string and count () = Scanf.bscanf input " %d" Fun.id in
  let list k read = List.init k (fun _ -> read ()) in
  let prime = element () in
  let nodes = count () in
  let bound = count () in
  let rounds = count () in
  let arcs = list (count ()) (fun () -> let from = count () in (nat from, nat (count ()))) in
  let values = list nodes element in
  let probes = if bound = 0 then list nodes element else [] in
  let ending = if bound = 0 then Probe else Bound (nat bound) in
  List.iter (fun x -> print_endline (state x)) (run (field prime) (nat nodes) arcs ending (nat rounds) values probes)

let () = try while true do replay (read_line ()) done with End_of_file -> ()
