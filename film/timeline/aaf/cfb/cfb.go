// Package cfb reads structured storage: the folders and streams within one file that AAF, and once Office, are made of.
//
// Source: Microsoft's [MS-CFB], "Compound File Binary File Format". Every chain of sectors is bounded, so a damaged or
// hostile file ends with an error and not with an endless one.
package cfb

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf16"
)

// Node is a folder (storage) or a stream.
type Node struct {
	Name     string
	Stream   bool
	Class    [16]byte // of a folder: the identifier of what it is
	Size     uint64   // of a stream
	Children []*Node
	start    uint32
	file     *file
	byName   map[string]*Node
}

// Child is the child of a name, or nil.
func (n *Node) Child(name string) *Node {
	if n == nil {
		return nil
	}
	if n.byName == nil {
		n.byName = make(map[string]*Node, len(n.Children))
		for _, c := range n.Children {
			n.byName[c.Name] = c
		}
	}
	return n.byName[name]
}

const (
	endOfChain = 0xFFFFFFFE
	noSector   = 0xFFFFFFFF
	noStream   = 0xFFFFFFFF
	headerSize = 512
)

var magic = [8]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}

// errShort is what every truncated file ends with.
var errShort = errors.New("the file ends inside a sector that is in use; it is truncated")

type file struct {
	b          []byte
	sector     int // bytes of a sector
	mini       int // bytes of a small sector
	cutoff     uint64
	fat        []uint32
	miniFat    []uint32
	miniStream []byte
}

// Open reads the directory of a file and gives its root folder. The bytes are kept.
func Open(b []byte) (*Node, error) {
	if len(b) < headerSize || [8]byte(b[:8]) != magic {
		return nil, errors.New("no structured storage: want a file that begins with D0 CF 11 E0")
	}
	le := binary.LittleEndian
	shift, miniShift := le.Uint16(b[30:]), le.Uint16(b[32:])
	if shift < 7 || shift > 16 || miniShift < 4 || miniShift >= shift {
		return nil, fmt.Errorf("structured storage: sectors of 2^%d and 2^%d bytes; want 2^9 or 2^12, and 2^6", shift, miniShift)
	}
	f := &file{b: b, sector: 1 << shift, mini: 1 << miniShift, cutoff: uint64(le.Uint32(b[56:]))}
	if err := f.readFAT(le.Uint32(b[68:]), le.Uint32(b[44:])); err != nil {
		return nil, err
	}
	dir, err := f.chain(le.Uint32(b[48:]), -1)
	if err != nil {
		return nil, fmt.Errorf("structured storage: directory: %w", err)
	}
	mini, err := f.chain(le.Uint32(b[60:]), -1)
	if err != nil {
		return nil, fmt.Errorf("structured storage: small sectors: %w", err)
	}
	f.miniFat = words(mini)
	return f.directory(dir)
}

func words(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

// at is a sector. The last of a file may be short.
func (f *file) at(n uint32) ([]byte, error) {
	from := (uint64(n) + 1) * uint64(f.sector)
	if from >= uint64(len(f.b)) {
		return nil, errShort
	}
	return f.b[from:min(from+uint64(f.sector), uint64(len(f.b)))], nil
}

// readFAT reads the allocation table: its sectors are listed in the header and, for large files, in a chain of further lists.
func (f *file) readFAT(more, count uint32) error {
	le := binary.LittleEndian
	var list []uint32
	for i := 76; i < headerSize; i += 4 {
		list = append(list, le.Uint32(f.b[i:]))
	}
	for hops := 0; more < endOfChain-3; hops++ {
		s, err := f.at(more)
		if err != nil || len(s) < f.sector {
			return fmt.Errorf("structured storage: list of tables: %w", errShort)
		}
		if hops > len(f.b)/f.sector {
			return errors.New("structured storage: the list of tables goes in a circle")
		}
		w := words(s)
		list = append(list, w[:len(w)-1]...)
		more = w[len(w)-1]
	}
	for _, n := range list {
		if n >= endOfChain-3 {
			continue
		}
		s, err := f.at(n)
		if err != nil {
			return fmt.Errorf("structured storage: table: %w", err)
		}
		f.fat = append(f.fat, words(s)...)
		if len(f.fat) > len(f.b) {
			return errors.New("structured storage: tables larger than the file")
		}
	}
	return nil
}

// chain reads a chain of sectors, size bytes of it; -1 is all.
func (f *file) chain(start uint32, size int64) ([]byte, error) {
	var out []byte
	if size > int64(len(f.b)) {
		return nil, errShort
	}
	if size > 0 {
		out = make([]byte, 0, size)
	}
	for n, hops := start, 0; n < endOfChain-3 && (size < 0 || int64(len(out)) < size); hops++ {
		if hops > len(f.fat) {
			return nil, errors.New("a chain of sectors goes in a circle")
		}
		s, err := f.at(n)
		if err != nil {
			return nil, err
		}
		out = append(out, s...)
		if int(n) >= len(f.fat) {
			return nil, errors.New("a chain of sectors leads out of the table")
		}
		n = f.fat[n]
	}
	if size >= 0 {
		if int64(len(out)) < size {
			return nil, errShort
		}
		out = out[:size]
	}
	return out, nil
}

// entry is an entry of the directory.
type entry struct {
	node               *Node
	left, right, child uint32
}

func (f *file) directory(b []byte) (*Node, error) {
	entries := make([]entry, len(b)/128)
	for i := range entries {
		entries[i] = f.entry(b[128*i : 128*i+128])
	}
	if len(entries) == 0 || entries[0].node == nil || entries[0].node.Stream {
		return nil, errors.New("structured storage: no root folder")
	}
	root := entries[0]
	stream, err := f.chain(root.node.start, -1)
	if err != nil {
		return nil, fmt.Errorf("structured storage: small streams: %w", err)
	}
	f.miniStream = stream
	seen := make([]bool, len(entries))
	seen[0] = true
	// folders are walked with a list of our own, for the tree of a hostile file may be as deep as it is long
	type open struct {
		parent *Node
		id     uint32
	}
	list := []open{{root.node, root.child}}
	for len(list) > 0 {
		o := list[len(list)-1]
		list = list[:len(list)-1]
		if o.id == noStream || int(o.id) >= len(entries) || seen[o.id] || entries[o.id].node == nil {
			continue
		}
		seen[o.id] = true
		e := entries[o.id]
		o.parent.Children = append(o.parent.Children, e.node)
		list = append(list, open{o.parent, e.right}, open{o.parent, e.left})
		if !e.node.Stream {
			list = append(list, open{e.node, e.child})
		}
	}
	return root.node, nil
}

func (f *file) entry(b []byte) entry {
	le := binary.LittleEndian
	kind := b[66]
	if kind != 1 && kind != 2 && kind != 5 {
		return entry{}
	}
	length := min(int(le.Uint16(b[64:])), 64)
	var name []uint16
	for i := 0; i+1 < length; i += 2 {
		if c := le.Uint16(b[i:]); c != 0 {
			name = append(name, c)
		}
	}
	size := le.Uint64(b[120:])
	if f.sector == 512 {
		size &= 0xFFFFFFFF // older writers leave rubbish above
	}
	n := &Node{Name: string(utf16.Decode(name)), Stream: kind == 2, Class: [16]byte(b[80:96]), Size: size, start: le.Uint32(b[116:]), file: f}
	return entry{n, le.Uint32(b[68:]), le.Uint32(b[72:]), le.Uint32(b[76:])}
}

// Read gives the bytes of a stream.
func (n *Node) Read() ([]byte, error) {
	f := n.file
	if n.Size >= f.cutoff {
		b, err := f.chain(n.start, int64(min(n.Size, 1<<62)))
		if err != nil {
			return nil, fmt.Errorf("stream %q: %w", n.Name, err)
		}
		return b, nil
	}
	out := make([]byte, 0, n.Size)
	for s, hops := n.start, 0; uint64(len(out)) < n.Size; hops++ {
		from := uint64(s) * uint64(f.mini)
		if s >= endOfChain-3 || int(s) >= len(f.miniFat) || from >= uint64(len(f.miniStream)) || hops > len(f.miniFat) {
			return nil, fmt.Errorf("stream %q: %w", n.Name, errShort)
		}
		out = append(out, f.miniStream[from:min(from+uint64(f.mini), uint64(len(f.miniStream)))]...)
		s = f.miniFat[s]
	}
	return out[:n.Size], nil
}
