package main

func (t *target) transcendentalKernels() []elementwise { return nil }
