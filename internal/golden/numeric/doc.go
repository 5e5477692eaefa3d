// Package numeric tests generated gradients by what they compute. Nothing has
// to be written for a gradient to be tested: its signature says what goes in.
//
// [Check] draws inputs at random and compares a gradient with the function it
// belongs to, on all that gograd promises: the value and the memory that the
// function writes to, to the bit; its panics and its errors; what is added to
// shadows that hold something already; the lengths that are compared on entry.
// The numbers are compared with central differences, by package gradcheck.
//
// All is done by reflection on function values. The types and names that a
// gradient must have are derived a second time here, by other means than those
// of the compiler, so that a mistake would have to be made twice.
package numeric
