package main

import (
	"encoding/json"
	"fmt"
	"time"
)

type timing struct {
	Name        string `json:"name"`
	Nanoseconds int64  `json:"nanoseconds"`
}

// limits say how often a function is to run. A bare number as the input has none.
type limits struct {
	MinRuns    integer `json:"min_runs"`
	MinSeconds float64 `json:"min_seconds"`
}

// evaluate runs the function that m names on its input.
func evaluate(m message) (output any, timings []timing, err error) {
	defer func() {
		if r := recover(); r != nil { // the input has another shape than the function expects
			output, timings, err = nil, nil, fmt.Errorf("%s of %s panics: %v", m.Function, m.Module, r)
		}
	}()
	functions, err := find(m.Module)
	if err != nil {
		return nil, nil, err
	}
	prepare, ok := functions[m.Function]
	if !ok {
		return nil, nil, fmt.Errorf("%s has no function %q", m.Module, m.Function)
	}
	j, err := prepare(m.Input)
	if err != nil {
		return nil, nil, err
	}
	var lim limits
	if m.Input[0] == '{' {
		if err := json.Unmarshal(m.Input, &lim); err != nil {
			return nil, nil, err
		}
	}
	return j.output, measure(j.run, lim), nil
}

// measure runs f until both limits are reached, at least once.
func measure(f func(), lim limits) (timings []timing) {
	var total time.Duration
	for len(timings) < max(1, int(lim.MinRuns)) || total.Seconds() < lim.MinSeconds {
		begin := time.Now()
		f()
		elapsed := time.Since(begin)
		timings = append(timings, timing{"evaluate", elapsed.Nanoseconds()})
		total += elapsed
	}
	return timings
}
