package sgd

import "math/rand/v2"

// Order says how the samples of an epoch are drawn.
type Order int

const (
	// Shuffled visits every sample once an epoch, in a new random order, or as they
	// are if one batch takes them all. Where the batch size does not divide n, the
	// last batch of an epoch is short.
	Shuffled Order = iota
	// WithReplacement draws every sample of every batch independently and
	// uniformly; an epoch is n samples, rounded up to whole batches.
	WithReplacement
	// InOrder visits the samples 0, 1, … n−1 in every epoch.
	InOrder
)

// sampler deals an epoch's samples out in batches.
type sampler struct {
	order   Order
	n, size int
	seed    uint64
	pcg     *rand.PCG
	rng     *rand.Rand
	deck    []int
	next    int
}

func newSampler(order Order, n, size int, seed uint64) *sampler {
	cards := n
	if order == WithReplacement {
		cards = (n + size - 1) / size * size
	}
	pcg := rand.NewPCG(seed, 0)
	return &sampler{
		order: order, n: n, size: size, seed: seed,
		pcg: pcg, rng: rand.New(pcg), deck: make([]int, cards),
	}
}

// steps returns the number of batches in an epoch.
func (s *sampler) steps() int { return (len(s.deck) + s.size - 1) / s.size }

// shuffle starts an epoch. Its samples depend on the seed and on the number of
// the epoch alone, so that a run can be taken up at any epoch.
func (s *sampler) shuffle(epoch int) {
	s.pcg.Seed(s.seed, uint64(epoch))
	s.next = 0
	if s.order == WithReplacement {
		for j := range s.deck {
			s.deck[j] = s.rng.IntN(s.n)
		}
		return
	}
	for j := range s.deck {
		s.deck[j] = j
	}
	if s.order == Shuffled && s.size < s.n { // one batch of all samples has no order
		s.rng.Shuffle(len(s.deck), func(i, j int) { s.deck[i], s.deck[j] = s.deck[j], s.deck[i] })
	}
}

// batch returns the next batch of the epoch, nil after the last.
func (s *sampler) batch() []int {
	if s.next == len(s.deck) {
		return nil
	}
	end := min(s.next+s.size, len(s.deck))
	b := s.deck[s.next:end:end]
	s.next = end
	return b
}
