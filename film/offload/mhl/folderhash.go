package mhl

import (
	"slices"

	"backlot/film/offload/hashes"
)

// folderDigest makes the two hashes of a folder. Content is the hash of the sorted content hashes
// of all that is in it; Structure is that of the sorted hashes of name and hash together, where a
// file counts with its content hash and a folder with its structure hash.
type folderDigest struct {
	format             hashes.Format
	content, structure []string
}

func (d *folderDigest) file(name, sum string) { d.add(name, sum, sum) }

func (d *folderDigest) folder(name string, sums [2]string) { d.add(name, sums[0], sums[1]) }

func (d *folderDigest) add(name, content, structure string) {
	d.content = append(d.content, content)
	d.structure = append(d.structure, d.format.Of(append([]byte(name), d.bytes(structure)...)))
}

// bytes of a sum that this package or its reader made and has checked.
func (d *folderDigest) bytes(sum string) []byte {
	b, err := d.format.Bytes(sum)
	if err != nil {
		panic("mhl: unchecked sum: " + err.Error())
	}
	return b
}

func (d *folderDigest) sums() [2]string {
	return [2]string{d.of(d.content), d.of(d.structure)}
}

func (d *folderDigest) of(list []string) string {
	list = slices.Clone(list)
	slices.Sort(list)
	var all []byte
	for _, s := range list {
		all = append(all, d.bytes(s)...)
	}
	return d.format.Of(all)
}
