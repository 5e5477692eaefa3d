//go:build noasm || (!amd64 && !arm64)

package kernel

// best is the only path there is.
func best() isa { return isaPortable }

func (p *panel) run(path isa, size, rows, vectors int) {
	panic("kernel: no micro-kernels")
}

func (p *panel) dots(path isa, size, columns int) {
	panic("kernel: no micro-kernels")
}

func (p *packing) run(path isa, size int, turned bool) {
	panic("kernel: no micro-kernels")
}

func (v *vectors) run(path isa, size int, op vectorOp) {
	panic("kernel: no kernels on vectors")
}

func (o *outer) run(path isa, size int) {
	panic("kernel: no kernels on vectors")
}
