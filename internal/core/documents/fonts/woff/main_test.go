package main

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// pack wraps one stored table as WOFF.
func pack(tag string, body []byte) []byte {
	b := make([]byte, headerSize+entrySize)
	copy(b, "wOFF\x00\x01\x00\x00")
	binary.BigEndian.PutUint16(b[12:], 1)
	e := b[headerSize:]
	copy(e, tag)
	binary.BigEndian.PutUint32(e[4:], uint32(len(b)))
	binary.BigEndian.PutUint32(e[8:], uint32(len(body)))
	binary.BigEndian.PutUint32(e[12:], uint32(len(body)))
	return append(b, body...)
}

func TestUnpackKeepsTables(t *testing.T) {
	got, err := unpack(pack("head", []byte("twelve bytes")))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasSuffix(got, []byte("twelve bytes")) || string(got[12:16]) != "head" {
		t.Errorf("unpacked %q; want the head table at the end", got)
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add(pack("glyf", []byte("abcd")))
	f.Fuzz(func(_ *testing.T, b []byte) { _, _ = unpack(b) })
}
