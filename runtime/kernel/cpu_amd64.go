//go:build !noasm

package kernel

import "golang.org/x/sys/cpu"

// best is the widest set of instructions that this processor has.
func best() isa {
	x := &cpu.X86
	switch {
	case !x.HasAVX2 || !x.HasFMA || !x.HasBMI2:
		return isaPortable
	case x.HasAVX512F && x.HasAVX512DQ && x.HasAVX512BW && x.HasAVX512VL:
		return isaAVX512
	}
	return isaAVX2
}
