// Command woff unpacks a WOFF 1.0 web font to the TrueType file inside it, which is the form
// the PDF writer takes. It was used once to make the .ttf files of the parent folder:
//
//	go run ./internal/core/documents/fonts/woff inter-latin-400-normal.woff inter-latin-400-normal.ttf
//
// Format: W3C WOFF File Format 1.0.
package main

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "woff:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("want two arguments: the .woff to read and the .ttf to write")
	}
	in, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	out, err := unpack(in)
	if err != nil {
		return fmt.Errorf("unpack %s: %w", args[0], err)
	}
	return os.WriteFile(args[1], out, 0o644)
}

const (
	headerSize   = 44 // of the WOFF file
	entrySize    = 20 // of one WOFF table entry
	sfntHeader   = 12
	sfntEntry    = 16
	maxTableSize = 16 << 20
)

// unpack returns the TrueType bytes: same tables, same checksums, tables padded to four bytes.
func unpack(in []byte) ([]byte, error) {
	if len(in) < headerSize || string(in[:4]) != "wOFF" {
		return nil, errors.New("not a WOFF 1.0 file: it should begin with wOFF")
	}
	n := int(binary.BigEndian.Uint16(in[12:]))
	if len(in) < headerSize+n*entrySize {
		return nil, fmt.Errorf("table directory is cut short: want %d entries", n)
	}
	log2 := 0
	for 1<<(log2+1) <= n {
		log2++
	}
	head := make([]byte, sfntHeader+n*sfntEntry)
	copy(head, in[4:8])
	binary.BigEndian.PutUint16(head[4:], uint16(n))
	binary.BigEndian.PutUint16(head[6:], uint16(16<<log2))
	binary.BigEndian.PutUint16(head[8:], uint16(log2))
	binary.BigEndian.PutUint16(head[10:], uint16(n*16-16<<log2))

	var body bytes.Buffer
	for i := range n {
		e := in[headerSize+i*entrySize:]
		table, err := unpackTable(in, e)
		if err != nil {
			return nil, fmt.Errorf("table %q: %w", e[:4], err)
		}
		d := head[sfntHeader+i*sfntEntry:]
		copy(d, e[:4])
		copy(d[4:8], e[16:20])
		binary.BigEndian.PutUint32(d[8:], uint32(len(head)+body.Len()))
		binary.BigEndian.PutUint32(d[12:], uint32(len(table)))
		body.Write(table)
		for body.Len()%4 != 0 {
			body.WriteByte(0)
		}
	}
	return append(head, body.Bytes()...), nil
}

func unpackTable(in, entry []byte) ([]byte, error) {
	off := int(binary.BigEndian.Uint32(entry[4:]))
	packed := int(binary.BigEndian.Uint32(entry[8:]))
	size := int(binary.BigEndian.Uint32(entry[12:]))
	if off < 0 || packed < 0 || off+packed > len(in) || size > maxTableSize {
		return nil, fmt.Errorf("lies outside the file: offset %d, length %d of %d", off, packed, len(in))
	}
	if packed == size {
		return in[off : off+size], nil
	}
	z, err := zlib.NewReader(bytes.NewReader(in[off : off+packed]))
	if err != nil {
		return nil, err
	}
	table, err := io.ReadAll(io.LimitReader(z, int64(size)+1))
	if err != nil {
		return nil, err
	}
	if len(table) != size {
		return nil, fmt.Errorf("unpacks to %d bytes, the directory says %d", len(table), size)
	}
	return table, nil
}
