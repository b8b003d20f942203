package hashes

import (
	"bytes"
	"encoding"
	"encoding/binary"
	"hash"
)

// width is how many streams lie side by side in a vector. MD5 and SHA-512 cannot divide one stream,
// since each block wants the result of the one before; blocks of different files they can.
const width = 4

// lanes hash blocks of up to four streams at once.
type lanes struct {
	block int // bytes
	least int // from how many streams on that is quicker than one after the other
	// run takes n bytes of each stream, whole blocks, into its state: the words, most significant byte first.
	run func(states *[width][]byte, data *[width]*byte, n int)
}

// resumable is a hash that hands over its state: Go's MD5 and SHA-512 as a mark of four bytes, the
// words, a block that is not full and the length.
type resumable interface {
	hash.Hash
	encoding.BinaryAppender
	encoding.BinaryUnmarshaler
}

const stateMark = 4

// write adds n bytes, whole blocks, to each of two to four hashes that hold no part of a block.
func (l *lanes) write(to []resumable, data [][]byte, n int) error {
	var states, words [width][]byte
	var at [width]*byte
	for i := range width {
		from := min(i, len(to)-1) // a lane without a stream repeats the last
		var err error
		if states[i], err = to[from].AppendBinary(nil); err != nil {
			return err
		}
		words[i], at[i] = states[i][stateMark:], &data[from][:n][0]
	}
	l.run(&words, &at, n)
	for i, h := range to {
		length := states[i][len(states[i])-8:]
		binary.BigEndian.PutUint64(length, binary.BigEndian.Uint64(length)+uint64(n))
		if err := h.UnmarshalBinary(states[i]); err != nil {
			return err
		}
	}
	return nil
}

// proved says that the lanes agree with the plain hash.
func (l *lanes) proved(f Format) bool {
	n := 3 * l.block
	sample := Sample(width * n)
	var to []resumable
	var data [][]byte
	for i := range width {
		h, ok := f.New().(resumable)
		if !ok {
			return false
		}
		h.Write(sample[:l.block])
		to, data = append(to, h), append(data, sample[i*n:][:n])
	}
	if l.write(to, data, n) != nil {
		return false
	}
	for i, h := range to {
		plain := f.New()
		plain.Write(sample[:l.block])
		plain.Write(data[i])
		if !bytes.Equal(h.Sum(nil), plain.Sum(nil)) {
			return false
		}
	}
	return true
}
