//go:build race

package kernel

// raceDetector says that pools forget some of what is put into them.
const raceDetector = true
