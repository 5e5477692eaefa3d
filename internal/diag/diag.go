// Package diag holds what gograd has to say about the user's source: one line
// each, with the position of the construct it is about.
package diag

import (
	"cmp"
	"fmt"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
)

// A Diagnostic says what is wrong at a place, and what to write instead.
// What is wrong with the run as a whole has the zero position. A warning is about
// what can be worked on, but is hardly meant.
type Diagnostic struct {
	Pos     token.Position
	Msg     string
	Warning bool
}

// String is `file:line:col: message`, or the message alone where there is no
// position. A warning says so in front of its message.
func (d Diagnostic) String() string {
	msg := d.Msg
	if d.Warning {
		msg = "warning: " + msg
	}
	if d.Pos.Filename == "" {
		return msg
	}
	return d.Pos.String() + ": " + msg
}

// A List collects diagnostics. The zero List is empty and ready for use.
type List []Diagnostic

// Add appends one diagnostic. Its message becomes one line.
func (l *List) Add(pos token.Position, format string, args ...any) {
	*l = append(*l, Diagnostic{Pos: pos, Msg: oneLine(fmt.Sprintf(format, args...))})
}

// Warn appends a warning.
func (l *List) Warn(pos token.Position, msg string) {
	*l = append(*l, Diagnostic{Pos: pos, Msg: oneLine(msg), Warning: true})
}

// Append appends the diagnostics of other.
func (l *List) Append(other List) { *l = append(*l, other...) }

// Sorted is l in the order of files, lines, columns and messages, without repeats.
func (l List) Sorted() List {
	s := slices.Clone(l)
	slices.SortFunc(s, compare)
	return slices.Compact(s)
}

// Relative is l with file names relative to dir, where they lie in or near it.
func (l List) Relative(dir string) List {
	s := slices.Clone(l)
	for i := range s {
		if rel, err := filepath.Rel(dir, s[i].Pos.Filename); err == nil {
			s[i].Pos.Filename = rel
		}
	}
	return s
}

// Error is all of l, a line each.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Pos.Filename, b.Pos.Filename),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Column, b.Pos.Column),
		cmp.Compare(a.Pos.Offset, b.Pos.Offset),
		cmp.Compare(a.Msg, b.Msg),
	)
}

// oneLine joins the lines of a message that came from elsewhere, such as the go command.
func oneLine(msg string) string {
	lines := strings.FieldsFunc(msg, func(r rune) bool { return r == '\n' || r == '\r' })
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.Join(lines, " ")
}
