package ir

// maxRounds bounds the repetitions of Simplify. Programs that aren't made to
// resist need three or four.
const maxRounds = 12

// Simplify makes f smaller, in place.
//
// Before: f passes Check.
// After:  f passes Check and does the same: it gives the same bits, leaves the same
// in memory, panics in the same cases with the same value, and calls the same
// unknown functions in the same order. Operations that can't panic are marked as Safe.
func Simplify(f *Func) {
	for range maxRounds {
		MarkSafe(f)
		changed := rewrite(f)
		changed = shareValues(f) || changed
		changed = dropOverwritten(f) || changed
		changed = dropDead(f) || changed
		if !changed {
			return
		}
	}
}
