package sizes

import (
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A measurement is a call with the memory that it has taken from the pool.
type measurement struct {
	name   string
	inputs Inputs
	tapes  []any

	allocated int // bytes
}

// measure calls a gradient with an empty pool and gives what it takes.
func measure[Tape any](name string, pool *sync.Pool, inputs Inputs, call func()) measurement {
	m := measurement{name: name, inputs: inputs}
	*pool = sync.Pool{New: func() any {
		t := new(Tape)
		m.tapes = append(m.tapes, t)
		return t
	}}
	call()
	return m
}

// sizes are the bytes that the fields of the tapes hold: a slice as many elements as it
// is long or, if more have been put there and taken back, as many as aren't zero.
func (m measurement) sizes() (list []int) {
	for _, t := range m.tapes {
		fields := reflect.ValueOf(t).Elem()
		for i := range fields.NumField() {
			f := fields.Field(i)
			switch {
			case f.Kind() != reflect.Slice:
			case fields.FieldByName(fields.Type().Field(i).Name + "Used").IsValid():
				list = append(list, content(f))
			default:
				list = append(list, size(f))
			}
		}
	}
	return list
}

// content is what the slices in a list hold.
func content(lists reflect.Value) (n int) {
	for i := range lists.Len() {
		n += size(lists.Index(i))
	}
	return n
}

func size(s reflect.Value) int {
	used := s.Len()
	for i := range s.Cap() {
		if i >= used && !s.Slice(0, s.Cap()).Index(i).IsZero() {
			used = i + 1
		}
	}
	return used * int(s.Type().Elem().Size())
}

// explained reads what `gograd -explain` has said: the lines with formulas about each gradient, the sum last.
func explained(t *testing.T) map[string][]string {
	text, err := os.ReadFile("explained.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	var name string
	for line := range strings.Lines(string(text)) {
		switch {
		case !strings.HasPrefix(line, "\t"):
			name, _, _ = strings.Cut(line, " ")
			out[name] = nil
		case strings.Contains(line, " bytes") && !strings.Contains(line, "in the same memory"):
			out[name] = append(out[name], line)
		}
	}
	return out
}

// parsed takes the formula out of a line.
func parsed(line string) (formula string, atMost bool) {
	line, _, _ = strings.Cut(strings.TrimPrefix(line, "\t"), " bytes")
	return strings.CutPrefix(strings.TrimSpace(line[strings.LastIndex(line, ": ")+1:]), "at most ")
}

func TestSizes(t *testing.T) {
	lines := explained(t)
	measured := map[string]bool{}
	for _, m := range measurements() {
		measured[m.name] = true
		all, ok := lines[m.name]
		if !ok {
			t.Errorf("%s is not explained", m.name)
			continue
		}
		if len(all) == 0 { // it keeps nothing
			if len(m.sizes()) > 0 {
				t.Errorf("%s keeps %v, and is said to keep nothing", m.name, m.sizes())
			}
			continue
		}
		last := len(all) - 1
		compare(t, m, all[last], sum(m.sizes()))
		if len(m.sizes()) != last {
			t.Errorf("%s keeps %d slices, and is said to keep %d", m.name, len(m.sizes()), last)
			continue
		}
		each(t, m, all[:last])
	}
	for name := range lines {
		if !measured[name] && name != "powersAdjoint" {
			t.Errorf("%s is explained, and not measured", name)
		}
	}
}

// What is allocated is what is kept, in pieces that Go rounds up: where the number of
// iterations is known beforehand, and no stack has to grow.
func TestAllocations(t *testing.T) {
	const n = 100_000
	x, dx := floats(n), zeros(n)
	for i := range x {
		x[i] = 0.1
	}
	lines := explained(t)
	for _, m := range []measurement{
		allocate("RecurrenceGrad", Inputs{"x": x}, func() { RecurrenceGrad(x, dx) }),
		allocate("BranchGrad", Inputs{"x": x}, func() { BranchGrad(x, dx) }),
		allocate("PointsGrad", Inputs{"x": x}, func() { PointsGrad(x, dx) }),
		allocate("BackwardsGrad", Inputs{"x": x}, func() { BackwardsGrad(x, dx) }),
	} {
		all := lines[m.name]
		formula, _ := parsed(all[len(all)-1])
		want := evaluate(formula, m.inputs)
		if m.name == "PointsGrad" {
			want += 16 * (n + 2) // the function's own points
		}
		if got := m.allocated; got < want || got > want+want/20 {
			t.Errorf("%s allocates %d bytes, and is said to keep %d", m.name, got, want)
		}
	}
}

// allocate calls a gradient whose pool is empty and sees what is allocated.
func allocate(name string, inputs Inputs, call func()) measurement {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.GC() // the second empties the pools
	runtime.ReadMemStats(&before)
	call()
	runtime.ReadMemStats(&after)
	return measurement{name: name, inputs: inputs, allocated: int(after.TotalAlloc - before.TotalAlloc)}
}

// each compares the sizes of slices, whose order isn't that of the lines.
func each(t *testing.T, m measurement, lines []string) {
	got := m.sizes()
	var want []int
	exact := true
	for _, line := range lines {
		formula, atMost := parsed(line)
		want = append(want, evaluate(formula, m.inputs))
		exact = exact && !atMost
	}
	slices.Sort(got)
	slices.Sort(want)
	if exact && !slices.Equal(got, want) {
		t.Errorf("%s keeps slices of %v bytes, and is said to keep %v", m.name, got, want)
	}
}

func compare(t *testing.T, m measurement, line string, got int) {
	formula, atMost := parsed(line)
	want := evaluate(formula, m.inputs)
	if got != want && !atMost || got > want {
		t.Errorf("%s keeps %d bytes, and is said to keep %d: %s", m.name, got, want, line)
	}
	t.Logf("%s: %d bytes, %s", m.name, got, strings.TrimSpace(line))
}

func sum(list []int) (n int) {
	for _, k := range list {
		n += k
	}
	return n
}
