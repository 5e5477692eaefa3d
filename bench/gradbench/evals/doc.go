// Package evals holds the functions that GradBench asks for, as plain Go
// programs, and their gradients as gograd writes them.
//
// Each file is one eval. What is timed is in this package, what is read and
// written is in the command around it.
package evals

//go:generate go tool gograd
