package ir

import (
	"go/constant"
)

// IntConst is the value of v if it is a constant integer.
func IntConst(v *Value) (int64, bool) {
	if v.Op == nil || v.Op.Code != Const || v.Op.Const == nil {
		return 0, false
	}
	return int64Val(v.Op.Const)
}

// int64Val is c as an int64, if it is an integer that fits.
func int64Val(c constant.Value) (int64, bool) {
	if c.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(c)
}
