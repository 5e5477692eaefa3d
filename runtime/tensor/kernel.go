package tensor

import "github.com/gograd/gograd/runtime/kernel"

// kernel is m as package kernel has it, which takes matrices by their addresses: copying a few of them would take as
// long as a small product.
func (m *Matrix[T]) kernel() *kernel.Matrix[T] {
	return (*kernel.Matrix[T])(m)
}
