//go:build !noasm

package kernel

// best is the one path of this architecture, all of whose processors have NEON.
func best() isa { return isaNEON }
