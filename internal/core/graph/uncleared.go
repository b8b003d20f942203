package graph

// Uncleared is the view of somebody with the same rights who is cleared for no compartment and reads
// nothing that is kept to readers: what may be handed to everybody with those rights. Of System,
// it is a reader without rights.
func (v View) Uncleared() View {
	a := *v.aud
	a.All, a.Clear, a.stranger = false, nil, true
	v.aud = &a
	return v
}
