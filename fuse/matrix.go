package fuse

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// IsMatrix reports whether t is a struct like tensor.Matrix: one slice, and integers that say how it is to be read.
func IsMatrix(t types.Type) bool { return dataStep(&ir.Value{Type: t}) != nil }

// dataStep leads to the only slice of a struct like tensor.Matrix; nil if v is no such thing.
func dataStep(v *ir.Value) []ir.Step {
	s, ok := ir.Under(v.Type).(*types.Struct)
	if !ok {
		return nil
	}
	var found []ir.Step
	for i := range s.NumFields() {
		switch t := s.Field(i).Type().Underlying().(type) {
		case *types.Slice:
			if found != nil {
				return nil
			}
			found = []ir.Step{{Field: i}}
		case *types.Basic:
			if t.Info()&types.IsInteger == 0 {
				return nil
			}
		default:
			return nil
		}
	}
	return found
}
