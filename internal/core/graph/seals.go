package graph

// SealedAs is the snapshot with every record sealed that is sealed in now: what is
// secret today stays so when the past, or a branch that was made before, is read.
// Records that were sealed then stay sealed.
func (s *Snapshot) SealedAs(now *Snapshot) *Snapshot {
	if s == now || now.shade.Len() == 0 {
		return s
	}
	var out *Snapshot
	now.shade.Scan(func(sh shadow) bool {
		today, then := now.get(sh.id), s.get(sh.id)
		if today == nil || today.seal == nil || then == nil || then.seal != nil {
			return true
		}
		if out == nil {
			out = s.thaw()
		}
		sealed := &record{state: then.state}
		sealed.seal = today.seal
		sealed.indexRefs()
		out.put(sealed)
		return true
	})
	if out == nil {
		return s
	}
	return out
}
