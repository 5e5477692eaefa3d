package parse

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gograd/gograd/internal/diag"
)

// listed is what `go list` says about a package.
type listed struct {
	Dir, ImportPath, Export   string
	GoFiles, CgoFiles         []string
	TestGoFiles, XTestGoFiles []string
	Imports                   []string
	TestImports, XTestImports []string
	ImportMap                 map[string]string
	Standard, DepOnly         bool
	Match                     []string
	Module                    *struct{ Path, GoVersion string }
	Error                     *struct{ Pos, Err string }
}

const listFields = "Dir,ImportPath,Export,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles," +
	"Imports,TestImports,XTestImports,ImportMap,Standard,DepOnly,Match,Module,Error"

// companions ride along in every run: rules are written with math, and
// generated files may import the others though no source does.
var companions = []string{"math", "fmt", "slices", "sync"}

// checkPatterns refuses what the go command would understand but gograd wouldn't.
func checkPatterns(user []string) (diags diag.List) {
	for _, p := range user {
		if strings.HasSuffix(p, ".go") {
			diags.Add(token.Position{}, "%s is a file: name its package, as in `gograd ./%s`", p, filepath.ToSlash(filepath.Dir(p)))
		}
	}
	return diags
}

// patterns are the user's, or the package in the current directory.
func patterns(user []string) []string {
	if len(user) == 0 {
		return []string{"."}
	}
	return user
}

// list asks the go command about patterns, the companions, and all that they
// import, and keeps the answers. The diagnostics are about patterns that name nothing.
func (l *Loader) list(patterns []string) (diags diag.List) {
	answers, err := goList(l.dir, append(slices.Clone(patterns), companions...))
	if err != nil {
		diags.Add(token.Position{}, "%v", err)
		return diags
	}
	for _, p := range answers {
		if len(p.files()) == 0 && p.Error != nil && !p.DepOnly {
			diags.Add(l.position(p.Error.Pos), "%s", p.Error.Err)
			continue
		}
		if l.listed[p.ImportPath] == nil {
			l.listed[p.ImportPath] = p
		}
	}
	for _, pattern := range patterns {
		if !slices.ContainsFunc(answers, func(p *listed) bool { return slices.Contains(p.Match, pattern) }) {
			diags.Add(token.Position{}, "%s matches no packages", pattern)
		}
	}
	return diags
}

// listDependencies asks the go command about packages that are no targets.
func (l *Loader) listDependencies(paths []string) {
	answers, err := goList(l.dir, paths)
	if err != nil {
		return // whoever imports them says so
	}
	for _, p := range answers {
		if l.listed[p.ImportPath] == nil {
			p.Match = nil
			l.listed[p.ImportPath] = p
		}
	}
}

func goList(dir string, patterns []string) ([]*listed, error) {
	args := append([]string{"list", "-e", "-deps", "-export", "-json=" + listFields, "--"}, patterns...)
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		if msg := strings.TrimSpace(stderr.String()); msg != "" {
			return nil, errors.New(msg)
		}
		return nil, err
	}
	return decode(out)
}

func decode(out []byte) (answers []*listed, err error) {
	d := json.NewDecoder(bytes.NewReader(out))
	for {
		p := new(listed)
		switch err := d.Decode(p); err {
		case nil:
			answers = append(answers, p)
		case io.EOF:
			return answers, nil
		default:
			return nil, err
		}
	}
}

// files are the Go files of p in the current build, tests included.
func (p *listed) files() []string {
	return slices.Concat(p.GoFiles, p.CgoFiles, p.TestGoFiles, p.XTestGoFiles)
}

// isTarget says whether a pattern of the user names p.
func (p *listed) isTarget() bool { return !p.Standard && len(p.Match) > 0 }

// position reads the go command's `file:line:col`.
func (l *Loader) position(text string) token.Position {
	rest, col := cutNumber(text)
	file, line := cutNumber(rest)
	if file == "" || line == 0 {
		return token.Position{}
	}
	if !filepath.IsAbs(file) {
		file = filepath.Join(l.dir, file)
	}
	return token.Position{Filename: file, Line: line, Column: col}
}

func cutNumber(text string) (string, int) {
	i := strings.LastIndexByte(text, ':')
	if i < 0 {
		return text, 0
	}
	n, err := strconv.Atoi(text[i+1:])
	if err != nil {
		return text, 0
	}
	return text[:i], n
}
