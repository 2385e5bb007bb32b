// Package model reads what is to be checked: the models of a folder of TLA+ modules, kept as data in models/*.json, one file
// for each module that TLC is given. A model says what it shows, how it differs from another one, and what TLC must answer;
// [Read] resolves the differences, [Config.Text] writes what TLC is told beside the modules.
//
// It never runs TLC: that is package tlc's work.
package model
