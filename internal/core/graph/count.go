package graph

// Count is the number of records of a kind that the audience may know. It reads
// none of them.
func (v View) Count(kind Kind) int {
	info := v.s.reg.kinds[kind]
	if info == nil {
		return 0
	}
	aud := *v.aud
	aud.Saw = nil // nobody is shown anything
	n := 0
	v.s.byKind.Ascend(kindEntry{code: info.code}, func(e kindEntry) bool {
		if e.code != info.code {
			return false
		}
		if v.s.sight(&aud, e.rec) != absent {
			n++
		}
		return true
	})
	return n
}
