package parse

import (
	"fmt"
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
)

// A callSite is the first call by which a callee was reached.
type callSite struct {
	callee  *ast.FuncDecl
	name    string // of the callee
	foreign bool   // the callee is another module's, where the user can't mend it
	pos     token.Pos
	caller  string
}

// reached notes the first call of a callee, for diagnostics inside it.
func (l *body) reached(pkg *Package, decl *ast.FuncDecl) {
	if slices.ContainsFunc(l.sites, func(c callSite) bool { return c.callee == decl }) {
		return
	}
	site := callSite{decl, decl.Name.Name, l.foreign(pkg), l.b.Pos, l.fn.Name()}
	if site.foreign {
		site.name = pkg.Name + "." + site.name
	}
	l.sites = append(l.sites, site)
}

// foreign reports whether pkg is of another module than the package that is worked on.
func (l *Lowerer) foreign(pkg *Package) bool {
	home := l.source.Owner(l.home)
	return home != nil && home.Module != pkg.Module
}

// Locate is p as the user is told of it: at its own position if that is in the
// user's module, else at the call that leads out of it; with the calls by which
// that place was reached, as in ` (in norm, called by distance at a.go:12,
// called by Loss at a.go:20)`.
func (l *Lowerer) Locate(p Problem) Problem {
	chain := l.chain(p.Pos)
	away := len(chain) - 1
	for away >= 0 && !chain[away].foreign {
		away--
	}
	if away >= 0 { // the outermost
		out := chain[away]
		why, _, _ := strings.Cut(p.Msg, ": ")
		p.Msg = fmt.Sprintf("%s can't be differentiated, as %s (%s): write its derivative rule with //gograd:adjoint",
			out.name, why, l.line(p.Pos))
		p.Pos, chain = out.pos, chain[away+1:]
	}
	if len(chain) > 0 {
		p.Msg += " (in " + chain[0].name + l.callers(chain) + ")"
	}
	return p
}

// maxCalls is the number of calls that a reader follows.
const maxCalls = 4

// callers says in words how the first of chain was reached; of many calls in the
// middle, that there are some.
func (l *Lowerer) callers(chain []callSite) string {
	text := ""
	for i, c := range chain {
		switch last := len(chain) - 1; {
		case len(chain) <= maxCalls || i < 2 || i == last:
			text += ", called by " + c.caller + " at " + l.line(c.pos)
		case i == 2:
			text += ", called by …"
		}
	}
	return text
}

// chain lists the calls by which the function around pos was reached, the
// innermost first; none for an annotated function.
func (l *Lowerer) chain(pos token.Pos) (chain []callSite) {
	for {
		at := slices.IndexFunc(l.sites, func(c callSite) bool { return c.callee.Pos() <= pos && pos < c.callee.End() })
		if at < 0 || slices.ContainsFunc(chain, func(c callSite) bool { return c.callee == l.sites[at].callee }) {
			return chain
		}
		chain = append(chain, l.sites[at])
		pos = l.sites[at].pos
	}
}

// line is pos as file:line.
func (l *Lowerer) line(pos token.Pos) string {
	at := l.fset.PositionFor(pos, false)
	return fmt.Sprintf("%s:%d", filepath.Base(at.Filename), at.Line)
}
