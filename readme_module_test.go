package gograd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The blocks under this comment are what a user does, from top to bottom:
// files of a new module, commands that are run there, and what commands print.
const yourModule = "your module: "

func (p *page) testModule(t *testing.T) {
	dir := module(t)
	for _, b := range p.blocks() {
		name, ok := strings.CutPrefix(b.comment, yourModule)
		if !ok {
			continue
		}
		if name == "run" {
			shell(t, dir, p.at(b.span))
			continue
		}
		if command, ok := strings.CutPrefix(name, "output of "); ok {
			p.want(t, b.span, shell(t, dir, command))
			continue
		}
		path := filepath.Join(dir, name)
		if text, err := os.ReadFile(path); err == nil {
			p.want(t, b.span, string(text)) // a generated file
		} else if err := os.WriteFile(path, []byte(p.at(b.span)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
