package ir

import "go/constant"

// int64Val is c as an int64, if it is an integer that fits.
func int64Val(c constant.Value) (int64, bool) {
	if c.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(c)
}
