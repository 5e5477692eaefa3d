package ir

import (
	"go/types"
	"strings"
)

// CanName reports whether code of pkg can write the name of obj, which is declared
// at package level.
func CanName(pkg *types.Package, obj types.Object) bool {
	from := obj.Pkg()
	return from == nil || from == pkg || obj.Exported() && MayImport(pkg.Path(), from.Path())
}

// MayImport says whether a package may import another one as far as the name
// of that one goes: what is in a folder internal is for the folder around it.
func MayImport(from, path string) bool {
	at := strings.LastIndex("/"+path+"/", "/internal/")
	if at < 0 {
		return true
	}
	around := strings.TrimSuffix(path[:at], "/")
	return from == around || strings.HasPrefix(from, around+"/")
}

// Named is t as code of pkg can write it: aliases that it can't name are replaced by
// the types that they stand for.
func Named(t types.Type, pkg *types.Package) types.Type {
	var visible substitution
	visible = func(t types.Type) types.Type {
		if a, ok := t.(*types.Alias); ok && !CanName(pkg, a.Obj()) {
			return visible.apply(a.Rhs())
		}
		return nil
	}
	return visible.apply(t)
}
