//go:build unix

package kernel

import (
	"syscall"
	"testing"
	"unsafe"
)

// guarded returns memory for n numbers that ends, or else begins, at a page that
// nobody may touch: whatever reads or writes beyond it crashes the test.
func guarded[T Float](t testing.TB, n int, atEnd bool) []T {
	page := syscall.Getpagesize()
	bytes := n * size[T]()
	inside := (bytes + page - 1) / page * page
	whole, err := syscall.Mmap(-1, 0, inside+2*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Munmap(whole) })
	for _, guard := range [][]byte{whole[:page], whole[page+inside:]} {
		if err := syscall.Mprotect(guard, syscall.PROT_NONE); err != nil {
			t.Fatal(err)
		}
	}
	start := page
	if atEnd {
		start += inside - bytes
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&whole[start])), n)
}
