package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// A message is what the suite sends. The identifier and the input are kept as they
// were sent: the input's form depends on the function, it may be a bare number.
type message struct {
	ID       json.RawMessage `json:"id"`
	Kind     string          `json:"kind"`
	Module   string          `json:"module"`
	Function string          `json:"function"`
	Input    json.RawMessage `json:"input"`
}

type reply struct {
	ID      json.RawMessage `json:"id"`
	Tool    string          `json:"tool,omitempty"`
	Success *bool           `json:"success,omitempty"`
	Error   string          `json:"error,omitempty"`
	Output  any             `json:"output,omitempty"`
	Timings []timing        `json:"timings,omitempty"`
}

// serve answers one message a line, of any length, until the input ends.
func serve(r io.Reader, w io.Writer) error {
	in := bufio.NewReader(r)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) == 0 && errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		var m message
		if err := json.Unmarshal(line, &m); err != nil {
			return fmt.Errorf("message is not understood: %w", err)
		}
		if _, err := w.Write(append(encode(answer(m)), '\n')); err != nil {
			return err
		}
	}
}

func answer(m message) reply {
	switch m.Kind {
	case "start":
		return reply{ID: m.ID, Tool: "gograd"}
	case "define":
		_, err := find(m.Module)
		return finish(reply{ID: m.ID}, err)
	case "evaluate":
		output, timings, err := evaluate(m)
		return finish(reply{ID: m.ID, Output: output, Timings: timings}, err)
	}
	return reply{ID: m.ID}
}

// finish says in r whether there was an error.
func finish(r reply, err error) reply {
	success := err == nil
	r.Success = &success
	if err != nil {
		r.Error = err.Error()
	}
	return r
}

// encode returns r as JSON. JSON has no NaN and no infinities: with one of them in
// the output, it is the error that is encoded.
func encode(r reply) []byte {
	line, err := json.Marshal(r)
	if err != nil {
		line, err = json.Marshal(finish(reply{ID: r.ID}, err))
	}
	if err != nil {
		panic(err) // an identifier comes from JSON and an error is a string
	}
	return line
}
