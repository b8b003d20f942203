package pixel

func split(t *tile, px []float32) {
	for i := range len(px) / 3 {
		p := px[3*i : 3*i+3 : 3*i+3]
		t.r[i], t.g[i], t.b[i] = p[0], p[1], p[2]
	}
}

func join(px []float32, t *tile) {
	for i := range len(px) / 3 {
		p := px[3*i : 3*i+3 : 3*i+3]
		p[0], p[1], p[2] = t.r[i], t.g[i], t.b[i]
	}
}

func splitA(t *tile, px []float32) {
	for i := range len(px) / 4 {
		p := px[4*i : 4*i+4 : 4*i+4]
		t.r[i], t.g[i], t.b[i] = p[0], p[1], p[2]
	}
}

func joinA(px []float32, t *tile) {
	for i := range len(px) / 4 {
		p := px[4*i : 4*i+4 : 4*i+4]
		p[0], p[1], p[2] = t.r[i], t.g[i], t.b[i]
	}
}
