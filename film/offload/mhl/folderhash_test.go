package mhl

import (
	"testing"

	"backlot/film/offload/hashes"
)

// TestFolderDigest makes the folder hashes that the reference logged for a reel of two cards (its
// scenarios 04 and 05), from the hashes of the files it logged.
func TestFolderDigest(t *testing.T) {
	a2 := [2]string{"8d02114c32e28cbe", "f557f8ca8e5a88ef"}
	a3 := [2]string{"7a82373c131cf40a", "1131a950fcc55e4b"}
	for _, tt := range []struct {
		folder  string
		files   map[string]string
		folders map[string][2]string
		want    [2]string
	}{
		{"A002R2EC/Clips", map[string]string{"A002C006_141024_R2EC.mov": "0ea03b369a463d9d", "A002C007_141024_R2EC.mov": "7680e5f98f4a80fd"}, nil, [2]string{"4c226b42e27d7af3", "906faa843d591a9f"}},
		{"A002R2EC", map[string]string{"Sidecar.txt": "3ab5a4166b9bde44"}, map[string][2]string{"Clips": {"4c226b42e27d7af3", "906faa843d591a9f"}}, a2},
		{"A002R2EC with a damaged sidecar", map[string]string{"Sidecar.txt": "70d2cf31aaa3eac4"}, map[string][2]string{"Clips": {"4c226b42e27d7af3", "906faa843d591a9f"}}, [2]string{"8e52e9c3d15e055c", "32706d5f4b48f047"}},
		{"A003R2EC/Clips", map[string]string{"A003C011_141024_R2EC.mov": "52392f79a36d6571", "A003C012_141024_R2EC.mov": "5dbca064ddddd6fc"}, nil, [2]string{"f2afc6434255a53d", "a25d5ca89c95f9e2"}},
		{"A003R2EC", map[string]string{"Sidecar.txt": "e5dda75a353d8b34"}, map[string][2]string{"Clips": {"f2afc6434255a53d", "a25d5ca89c95f9e2"}}, a3},
		{"Reels", map[string]string{"Summary.txt": "0ac48e431d4538ba"}, map[string][2]string{"A002R2EC": a2, "A003R2EC": a3}, [2]string{"92950bc8fda076ec", "2c2ce52605558158"}},
		{"an empty folder", nil, nil, [2]string{"ef46db3751d8e999", "ef46db3751d8e999"}},
	} {
		d := folderDigest{format: hashes.XXH64}
		for name, sum := range tt.files {
			d.file(name, sum)
		}
		for name, sums := range tt.folders {
			d.folder(name, sums)
		}
		if got := d.sums(); got != tt.want {
			t.Errorf("%s: content and structure %v, want %v", tt.folder, got, tt.want)
		}
	}
}
