// Package learn measures learning with coordinated step sizes (core/stepsize) against what else there is: problems,
// baselines and runs over many seeds. An experiment is a JSON file, spec/experiment.schema.json, read by [Parse]; what it
// came to is a [Report], spec/report.schema.json. Only the standard library is used, because the playground runs it too.
package learn
