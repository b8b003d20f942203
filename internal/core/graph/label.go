package graph

// LabelOf is the words people would know a record of the kind with these fields
// by, or "" when they do not fit the kind.
func (k *KindInfo) LabelOf(fields []byte) string {
	v, err := k.decode(fields)
	if err != nil {
		return ""
	}
	return k.label(v)
}
