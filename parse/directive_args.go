package parse

import (
	"go/token"
	"slices"
	"strings"
)

// A word is a part of a directive, with its position.
type word struct {
	Text string
	Pos  token.Pos
}

// An argument is key=value, where the value is a list of words.
type argument struct {
	Pos    token.Pos
	Values []word
}

// arguments reads the arguments of d, of which each key may be there once. The
// last result is false if there is a mistake in them.
func (r *reader) arguments(d *directive, keys ...string) (map[string]argument, bool) {
	before := len(r.diags)
	args := map[string]argument{}
	for _, w := range fields(d.Args, d.ArgsPos) {
		key, value, ok := strings.Cut(w.Text, "=")
		switch _, repeated := args[key]; {
		case !ok || key == "":
			r.errorf(w.Pos, "malformed argument %s: write key=value, where key is %s, with commas and no spaces in a list", w.Text, alternatives(keys))
		case !slices.Contains(keys, key):
			r.errorf(w.Pos, "unknown argument %s of gograd:%s%s", key, d.Name, suggest(key, keys))
		case repeated:
			r.errorf(w.Pos, "repeated argument %s: write one, with commas in a list", key)
		default:
			args[key] = argument{w.Pos, r.list(key, value, w.Pos+token.Pos(len(key)+1))}
		}
	}
	return args, len(r.diags) == before
}

// list splits the value of an argument at its commas, and reports parts that are empty or repeated.
func (r *reader) list(key, value string, pos token.Pos) (words []word) {
	if value == "" {
		r.errorf(pos-token.Pos(len(key)+1), "empty argument %s: write a name behind the =", key)
		return nil
	}
	for _, text := range strings.Split(value, ",") {
		switch {
		case text == "":
			r.errorf(pos, "empty name in the list of %s: write names with commas and no spaces between them", key)
		case slices.ContainsFunc(words, func(w word) bool { return w.Text == text }):
			r.errorf(pos, "repeated name %s in the list of %s: write it once", text, key)
		default:
			words = append(words, word{text, pos})
		}
		pos += token.Pos(len(text) + 1)
	}
	return words
}

// fields splits text at its spaces.
func fields(text string, pos token.Pos) (words []word) {
	for text != "" {
		trimmed := strings.TrimLeft(text, " \t")
		pos += token.Pos(len(text) - len(trimmed))
		end := strings.IndexAny(trimmed, " \t")
		if end < 0 {
			end = len(trimmed)
		}
		if end > 0 {
			words = append(words, word{trimmed[:end], pos})
		}
		text, pos = trimmed[end:], pos+token.Pos(end)
	}
	return words
}
