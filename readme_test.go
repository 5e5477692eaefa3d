package gograd

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// README.md is a test: the comment before a block or a table says how what it
// shows has come about, and here it comes about again. With -update what has
// changed is written into the page.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	p := &page{text: string(text)}
	t.Run("blocks", p.testBlocks)
	t.Run("your module", p.testModule)
	t.Run("tables", p.testTables)
	if len(p.edits) > 0 {
		if err := os.WriteFile("README.md", []byte(p.edited()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// A page is a text and what is to be replaced in it.
type page struct {
	text  string
	edits []edit
}

type edit struct {
	span
	text string
}

// A span is a part of the page's text, between two offsets.
type span struct{ start, end int }

func (p *page) at(s span) string { return p.text[s.start:s.end] }

// want compares a part of the page with what belongs there.
func (p *page) want(t *testing.T, s span, want string) {
	t.Helper()
	if p.at(s) == want {
		return
	}
	if !*update {
		line := 1 + strings.Count(p.text[:s.start], "\n")
		t.Errorf("README.md:%d: -page +truth\n%s", line, cmp.Diff(p.at(s), want))
		return
	}
	p.edits = append(p.edits, edit{s, want})
}

// edited returns the text with its edits.
func (p *page) edited() string {
	slices.SortFunc(p.edits, func(a, b edit) int { return a.start - b.start })
	var b strings.Builder
	from := 0
	for _, e := range p.edits {
		b.WriteString(p.text[from:e.start] + e.text)
		from = e.end
	}
	return b.String() + p.text[from:]
}

// A block is what stands between fences; its comment says where from.
type block struct {
	span
	comment string
}

var fenced = regexp.MustCompile("(?m)^<!-- (.+) -->\n```\\w*\n((?s:.*?))```$")

func (p *page) blocks() (blocks []block) {
	for _, m := range fenced.FindAllStringSubmatchIndex(p.text, -1) {
		blocks = append(blocks, block{span{m[4], m[5]}, p.text[m[2]:m[3]]})
	}
	return blocks
}

func (p *page) testBlocks(t *testing.T) {
	blocks := p.blocks()
	if fences := strings.Count(p.text, "```"); fences != 2*len(blocks) {
		t.Errorf("%d fences, but %d blocks with a comment that says how they are tested", fences, len(blocks))
	}
	for _, b := range blocks {
		if file, names, ok := about(b.comment, "from "); ok {
			p.want(t, b.span, declarations(t, file, strings.Fields(names)))
		} else if file, _, ok := about(b.comment, "output of "); ok {
			p.want(t, b.span, exampleOutput(t, file))
		} else if file, _, ok := about(b.comment, "as in "); ok {
			quotes(t, file, p.at(b.span))
		} else if b.comment == "in a clone" {
			testClone(t, p.at(b.span))
		} else if !strings.HasPrefix(b.comment, yourModule) {
			t.Errorf("no test for <!-- %s -->", b.comment)
		}
	}
}

// about splits a comment of the form "from file: names".
func about(comment, prefix string) (file, names string, ok bool) {
	rest, ok := strings.CutPrefix(comment, prefix)
	file, names, _ = strings.Cut(rest, ": ")
	return file, names, ok
}

// declarations returns the text of declarations in a file, with their comments.
func declarations(t *testing.T, file string, names []string) string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, decl := range f.Decls {
		name, comment := declared(decl)
		if !slices.Contains(names, name) {
			continue
		}
		start := decl.Pos()
		if comment != nil {
			start = comment.Pos()
		}
		texts = append(texts, string(source[fset.Position(start).Offset:fset.Position(decl.End()).Offset])+"\n")
	}
	if len(texts) != len(names) {
		t.Errorf("%s has %d of the declarations %q", file, len(texts), names)
	}
	return strings.Join(texts, "\n")
}

// declared returns the name and the doc comment of a function or a type.
func declared(d ast.Decl) (string, *ast.CommentGroup) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return d.Name.Name, d.Doc
	case *ast.GenDecl:
		if spec, ok := d.Specs[0].(*ast.TypeSpec); ok {
			return spec.Name.Name, d.Doc
		}
	}
	return "", nil
}

// exampleOutput returns what the Example in a test file prints.
func exampleOutput(t *testing.T, file string) string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	examples := doc.Examples(f)
	if len(examples) != 1 {
		t.Fatalf("%s has %d examples", file, len(examples))
	}
	return examples[0].Output
}

func quotes(t *testing.T, file, lines string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "\n"+lines) {
		t.Errorf("%s does not contain\n%s", file, lines)
	}
}

// testClone runs commands in a copy of this repository; they end with a network
// that has learnt something.
func testClone(t *testing.T, commands string) {
	dir := t.TempDir()
	for _, pattern := range []string{"*.go", "go.*", "cmd", "parse", "ir", "batch", "fuse", "adjoint", "emit", "rules", "runtime", "internal", "examples"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			copyTo(t, dir, path)
		}
	}
	out := shell(t, dir, commands)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	var percent float64
	if _, err := fmt.Sscanf(lines[len(lines)-1], "test accuracy %f%%", &percent); err != nil || percent < 90 {
		t.Errorf("after\n%sthe last line is %q", commands, lines[len(lines)-1])
	}
}

func copyTo(t *testing.T, dir, path string) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.IsDir() {
		err = os.CopyFS(filepath.Join(dir, path), os.DirFS(path))
	} else if data, reading := os.ReadFile(path); reading != nil {
		err = reading
	} else {
		err = os.WriteFile(filepath.Join(dir, path), data, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// shell runs commands in dir and returns what they print. They end at the first
// that fails.
func shell(t *testing.T, dir, commands string) string {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell")
	}
	cmd := exec.Command(sh, "-e", "-c", commands)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s%v\n%s", commands, err, out)
	}
	return string(out)
}
