package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// talk sends messages, one a line, and returns the replies as they are written.
func talk(t *testing.T, messages ...string) []string {
	t.Helper()
	var out strings.Builder
	if err := serve(strings.NewReader(strings.Join(messages, "\n")), &out); err != nil {
		t.Fatal(err)
	}
	replies := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(replies) != len(messages) {
		t.Fatalf("%d replies to %d messages:\n%s", len(replies), len(messages), out.String())
	}
	return replies
}

// answered sends one message and returns its reply.
func answered(t *testing.T, message string) (r struct {
	Success bool
	Error   string
	Output  any
	Timings []timing
}) {
	t.Helper()
	if err := json.Unmarshal([]byte(talk(t, message)[0]), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// Each message gets a reply with its own identifier, whatever its kind.
func TestReplies(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{`{"id":0,"kind":"start","eval":"llsq"}`, `{"id":0,"tool":"gograd"}`},
		{`{"id":1,"kind":"define","module":"llsq"}`, `{"id":1,"success":true}`},
		{`{"id":2,"kind":"define","module":"nonesuch"}`, `{"id":2,"success":false,"error":"gograd does not know an eval \"nonesuch\""}`},
		{`{"id":3,"kind":"analysis","of":2,"valid":true}`, `{"id":3}`},
		{`{"id":4,"kind":"evaluate","module":"hello","function":"triple","input":1}`, `{"id":4,"success":false,"error":"hello has no function \"triple\""}`},
	} {
		if got := talk(t, c.message)[0]; got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.message, got, c.want)
		}
	}
}

// What can't be served is refused with a reason, before it is asked for.
func TestMissing(t *testing.T) {
	for module := range missing {
		r := answered(t, `{"id":1,"kind":"define","module":"`+module+`"}`)
		if r.Success || !strings.Contains(r.Error, module) {
			t.Errorf("%s: success %v, error %q", module, r.Success, r.Error)
		}
	}
}

// An input may be a bare number; then the function runs once.
func TestBareNumber(t *testing.T) {
	r := answered(t, `{"id":1,"kind":"evaluate","module":"hello","function":"double","input":3.0}`)
	if r.Output != 6.0 || len(r.Timings) != 1 || r.Timings[0].Name != "evaluate" {
		t.Errorf("output %v, timings %v", r.Output, r.Timings)
	}
}

// Each evaluation is one timing, and there are as many as both limits ask for.
func TestLimits(t *testing.T) {
	const message = `{"id":1,"kind":"evaluate","module":"lse","function":"primal","input":{"x":[1],"min_runs":5.0,"min_seconds":1e-4}}`
	r := answered(t, message)
	var total int64
	for _, timing := range r.Timings {
		total += timing.Nanoseconds
	}
	if len(r.Timings) < 5 || total < 1e5 {
		t.Errorf("%d timings of %d ns in all", len(r.Timings), total)
	}
}

// A line may be longer than any buffer.
func TestLongLine(t *testing.T) {
	x := strings.Repeat("0,", 1<<19) + "0"
	r := answered(t, `{"id":1,"kind":"evaluate","module":"lse","function":"gradient","input":{"x":[`+x+`]}}`)
	if list, ok := r.Output.([]any); !ok || len(list) != 1<<19+1 {
		t.Errorf("error %q", r.Error)
	}
}

// JSON has no NaN: an output with one is an error, and the next message is answered.
func TestNaN(t *testing.T) {
	const one = `{"id":1,"kind":"evaluate","module":"llsq","function":"gradient","input":{"x":[1,1],"n":1}}`
	r := talk(t, one, `{"id":2,"kind":"evaluate","module":"hello","function":"square","input":2}`)
	if !strings.Contains(r[0], `"success":false`) || !strings.Contains(r[0], "NaN") {
		t.Errorf("got %s", r[0])
	}
	if !strings.Contains(r[1], `"output":4`) {
		t.Errorf("got %s", r[1])
	}
}

// An input that does not fit is an error, not the end.
func TestInputsThatDoNotFit(t *testing.T) {
	for _, input := range []string{`{"x":[]}`, `{"x":"text"}`, `[1]`, `null`} {
		r := answered(t, `{"id":1,"kind":"evaluate","module":"lse","function":"gradient","input":`+input+`}`)
		if r.Success || r.Error == "" {
			t.Errorf("%s: success %v, error %q", input, r.Success, r.Error)
		}
	}
}
