package main

import "fmt"

// neonTile is a micro-kernel for arm64 in the making.
type neonTile struct {
	*neon
	neonType
	rows, vectors int
}

func (m *neonTile) write() {
	name := fmt.Sprintf("tile%dx%d%s", m.rows, m.vectors, m.suffix)
	m.function(name, "panel", fmt.Sprintf("%s computes tiles of %d×%d elements.", name, m.rows, m.vectors*16/m.size))
	m.enter()
	m.label("tile")
	m.sums()
	m.epilogue()
	m.op("SUB $1, R1, R1")
	m.op("CBNZ R1, tile")
	m.op("RET")
}

func (m *neonTile) enter() {
	for r, field := range []string{1: "tiles", 2: "a", 3: "aRow", 4: "aDepth", 6: "bDepth", 7: "c", 8: "cRow"} {
		if field != "" {
			m.op("MOVD %d(R0), R%d", m.offset("panel", field), r)
		}
	}
}

// sums adds up the products of one tile. A partial last vector is loaded element by
// element.
func (m *neonTile) sums() {
	for i := range m.rows * m.vectors {
		m.op("VEOR V%d.B16, V%d.B16, V%d.B16", i, i, i)
	}
	m.op("MOVD %d(R0), R5", m.offset("panel", "b"))
	m.op("MOVD %d(R0), R9", m.offset("panel", "depth"))
	for r := range m.rows {
		m.op("MOVD R2, R%d", 10+r)
		m.op("ADD R3, R2, R2")
	}
	m.op("MOVWU %d(R0), R19", m.offset("panel", "lanes"))
	m.op("CMP $%d, R19", 16/m.size)
	m.op("BNE partial")
	m.depthLoop("full", func() {
		if m.vectors == 1 {
			m.op("VLD1 (R5), [V16.%s]", m.arrangement)
		} else {
			m.op("VLD1 (R5), [V16.%[1]s, V17.%[1]s]", m.arrangement)
		}
	})
	m.op("B summed")
	m.label("partial")
	m.depthLoop("part", func() { m.loadRow("R5", 16, "part") })
	m.label("summed")
}

func (m *neonTile) depthLoop(label string, loadB func()) {
	m.label(label)
	loadB()
	m.op("ADD R6, R5, R5")
	for r := range m.rows {
		x := 18 + r%4
		m.op("VLD1R.P (R%d)(R4), [V%d.%s]", 10+r, x, m.arrangement)
		for v := range m.vectors {
			m.op("VFMLA V%d.%[2]s, V%[3]d.%[2]s, V%[4]d.%[2]s", x, m.arrangement, 16+v, r*m.vectors+v)
		}
	}
	m.op("SUB $1, R9, R9")
	m.op("CBNZ R9, %s", label)
}

// loadRow loads the vectors of a row from register to on; R19 says how many elements of
// the last there are.
func (m *neonTile) loadRow(from string, to int, label string) {
	if m.vectors == 2 {
		m.op("VLD1 (%s), [V%d.%s]", from, to, m.arrangement)
		m.op("ADD $16, %s, R20", from)
		from = "R20"
		to++
	}
	if m.size == 8 {
		m.op("CMP $2, R19")
		m.op("BEQ %sAll", label)
		m.op("FMOVD (%s), F%d", from, to)
		m.op("B %sLoaded", label)
	} else {
		m.op("CMP $4, R19")
		m.op("BEQ %sAll", label)
		m.op("FMOVS (%s), F%d", from, to)
		m.op("CMP $2, R19")
		m.op("BLT %sLoaded", label)
		m.op("ADD $4, %s, R21", from)
		m.op("VLD1 (R21), V%d.S[1]", to)
		m.op("BEQ %sLoaded", label)
		m.op("ADD $8, %s, R21", from)
		m.op("VLD1 (R21), V%d.S[2]", to)
		m.op("B %sLoaded", label)
	}
	m.label(label + "All")
	m.op("VLD1 (%s), [V%d.%s]", from, to, m.arrangement)
	m.label(label + "Loaded")
}

// storeRow stores the vectors of a row.
func (m *neonTile) storeRow(from int, label string) {
	to := "R7"
	if m.vectors == 2 {
		m.op("VST1 [V%d.%s], (R7)", from, m.arrangement)
		m.op("ADD $16, R7, R20")
		to = "R20"
		from++
	}
	if m.size == 8 {
		m.op("CMP $2, R19")
		m.op("BEQ %sAll", label)
		m.op("FMOVD F%d, (%s)", from, to)
		m.op("B %sStored", label)
	} else {
		m.op("CMP $4, R19")
		m.op("BEQ %sAll", label)
		m.op("FMOVS F%d, (%s)", from, to)
		m.op("CMP $2, R19")
		m.op("BLT %sStored", label)
		m.op("ADD $4, %s, R21", to)
		m.op("VST1 V%d.S[1], (R21)", from)
		m.op("BEQ %sStored", label)
		m.op("ADD $8, %s, R21", to)
		m.op("VST1 V%d.S[2], (R21)", from)
		m.op("B %sStored", label)
	}
	m.label(label + "All")
	m.op("VST1 [V%d.%s], (%s)", from, m.arrangement, to)
	m.label(label + "Stored")
}

// epilogue does the steps that are asked for and stores the tile.
func (m *neonTile) epilogue() {
	m.op("MOVWU %d(R0), R22", m.offset("panel", "steps"))
	m.op("CBZ R22, store")
	m.step("stepScale", "scaled", m.scale)
	m.step("stepAccumulate", "accumulated", m.accumulate)
	m.step("stepBias", "biased", m.addBias)
	m.step("stepReLU", "rectified", m.rectify)
	m.step("stepMask", "masked", m.maskTile)
	m.label("store")
	for r := range m.rows {
		m.storeRow(r*m.vectors, fmt.Sprintf("row%d", r))
		m.op("ADD R8, R7, R7")
	}
}

// step does one step if its bit is set.
func (m *neonTile) step(bit, label string, do func()) {
	m.op("TST $%d, R22", integerConstant(m.args, bit))
	m.op("BEQ %s", label)
	do()
	m.label(label)
}

// replicate loads a scalar argument into all elements of V18.
func (m *neonTile) replicate(field string) {
	m.op("ADD $%d, R0, R20", m.offset("panel", field))
	m.op("VLD1R (R20), [V18.%s]", m.arrangement)
}

func (m *neonTile) scale() {
	m.replicate("alpha")
	for i := range m.rows * m.vectors {
		m.vector(0x6e20dc00|m.double, 18, i, i, fmt.Sprintf("FMUL V18, V%d, V%d", i, i))
	}
}

func (m *neonTile) accumulate() {
	m.replicate("beta")
	m.op("MOVD R7, R9")
	for r := range m.rows {
		m.loadRow("R9", 16, fmt.Sprintf("old%d", r))
		for v := range m.vectors {
			m.op("VFMLA V18.%[1]s, V%[2]d.%[1]s, V%[3]d.%[1]s", m.arrangement, 16+v, r*m.vectors+v)
		}
		m.op("ADD R8, R9, R9")
	}
}

func (m *neonTile) addBias() {
	m.op("MOVD %d(R0), R9", m.offset("panel", "bias"))
	m.loadRow("R9", 16, "bias")
	for r := range m.rows {
		for v := range m.vectors {
			i := r*m.vectors + v
			m.vector(0x4e20d400|m.double, 16+v, i, i, fmt.Sprintf("FADD V%d, V%d, V%d", 16+v, i, i))
		}
	}
}

// rectify clears what is at most 0, which NaN isn't.
func (m *neonTile) rectify() {
	for i := range m.rows * m.vectors {
		m.vector(0x6ea0d800|m.double, 0, i, 18, fmt.Sprintf("FCMLE $0, V%d, V18", i))
		m.vector(0x4e601c00, 18, i, i, fmt.Sprintf("BIC V18, V%d, V%d", i, i))
	}
}

func (m *neonTile) maskTile() {
	m.op("MOVD %d(R0), R9", m.offset("panel", "mask"))
	m.op("MOVD %d(R0), R23", m.offset("panel", "maskRow"))
	m.op("MOVD %d(R0), R24", m.offset("panel", "maskDone"))
	m.op("ADD R24, R9, R9")
	for r := range m.rows {
		m.loadRow("R9", 16, fmt.Sprintf("mask%d", r))
		for v := range m.vectors {
			i := r*m.vectors + v
			m.vector(0x4ea0c800|m.double, 0, 16+v, 18, fmt.Sprintf("FCMGT $0, V%d, V18", 16+v))
			m.op("VAND V18.B16, V%d.B16, V%d.B16", i, i)
		}
		m.op("ADD R23, R9, R9")
	}
	m.op("MOVD %d(R0), R24", m.offset("panel", "mask"))
	m.op("SUB R24, R9, R9")
	m.op("MOVD R9, %d(R0)", m.offset("panel", "maskDone"))
}
