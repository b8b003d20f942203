// Package demo holds the text of the demo screenplay, for whoever needs an
// original script with everything in it.
package demo

import _ "embed"

// White is the white shooting draft in Fountain, scenes 1 to 36.
//
//go:embed keeping-light.fountain
var White string

// Blue is the blue revision of it.
//
//go:embed keeping-light-blue.fountain
var Blue string

// Media is the manifest of the footage that scripts/demo-media makes: what was shot on two days, and what every file is.
// docs/manual/sound-and-metadata.md explains its fields.
//
//go:embed media.json
var Media []byte
