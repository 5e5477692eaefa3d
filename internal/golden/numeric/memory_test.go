package numeric

import (
	"reflect"
	"testing"
)

type node struct {
	value  float64
	data   []float64
	next   *node
	number int
}

// A copy shares nothing with the original, and has its aliases and circles.
func TestDeepCopy(t *testing.T) {
	n := node{value: 1, data: []float64{2, 3}, number: 4}
	n.next = &node{data: n.data, next: &n}
	n.next.next = n.next
	v := reflect.ValueOf(&n).Elem()
	c := deepCopy(v).Addr().Interface().(*node)
	if d := difference("n", reflect.ValueOf(c).Elem(), v); d != "" {
		t.Error(d)
	}
	c.data[0] = 7
	if n.data[0] != 2 {
		t.Error("the copy shares memory with the original")
	}
	if c.next.data[0] != 7 || c.next.next != c.next {
		t.Error("the copy has lost an alias")
	}
}

// Floats are found once, whatever the number of ways to them.
func TestLeaves(t *testing.T) {
	n := node{value: 1, data: []float64{2, 3}}
	n.next = &node{data: n.data, next: &n}
	names := []string{}
	for _, l := range floats(leaves("n", reflect.ValueOf(&n))) {
		names = append(names, l.name)
	}
	if want := []string{"n.value", "n.data[0]", "n.data[1]", "n.next.value"}; !reflect.DeepEqual(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
}

// A difference is named as Go names it.
func TestDifference(t *testing.T) {
	a := node{data: []float64{1, 2}, next: &node{number: 3}}
	b := node{data: []float64{1, 2}, next: &node{number: 4}}
	got := difference("m", reflect.ValueOf(&a), reflect.ValueOf(&b))
	if want := "m.next.number is 3, want 4"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
