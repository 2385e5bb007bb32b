// Package learn measures learning with coordinated step sizes (core/stepsize) against what else there is: problems,
// baselines and runs over many seeds. [Parse] reads an [Experiment], a JSON file of the form of
// spec/experiment.schema.json, [Experiment.Run] does it, and what it came to is a [Report], spec/report.schema.json.
// A program that has losses of its own begins with [NewProblem] instead of a file. Only the standard library is used,
// because the playground runs it too.
//
//   - document.go, problem_text.go, method_text.go, reader.go, parse.go, check.go: from the file to an Experiment
//   - problem.go, quadratic.go, linear.go, logistic.go, own.go, data.go, csv.go, split.go: losses, and where data come from
//   - central.go, dgd.go, tracking.go, coordinated.go: the methods; machine.go and mix.go are what they share
//   - run.go, measurement.go, tune.go, optimum.go, rounds.go: how a method is run and measured
//   - report.go, summary.go, history.go: what a report holds
package learn
