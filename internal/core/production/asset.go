package production

import (
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Asset is a digital thing with a history: footage, model, drawing, document,
// sound. Its versions are its states.
type Asset struct {
	// Name people use, such as "vala_body".
	Name string `json:"name" required:"true"`
	// What it is, functionally.
	Type string `json:"type" required:"true" enum:"ocf,proxy,plate,model,rig,texture,material,environment,matte_painting,animation,render,comp,lut,look,hdri,scan,mocap,audio,music,dialogue,script,drawing,concept_art,storyboard,photo,document,edit,title,subtitle,package"`
	// Element it depicts.
	Element graph.Ref[Element] `json:"element,omitzero" graph:"owner"`
	// Scene it was made for.
	Scene graph.Ref[Scene] `json:"scene,omitzero" graph:"owner"`
	// Work order that makes it.
	Order graph.Ref[WorkOrder] `json:"work_order,omitzero" graph:"owner"`
	// What it shows or holds.
	Description string `json:"description,omitzero"`
	// Made with generative tools, and which.
	Generative string `json:"generative,omitzero"`
}

// Version is one state of an asset: a content-addressed file or folder.
type Version struct {
	// The asset.
	Asset graph.Ref[Asset] `json:"asset" required:"true" graph:"owner"`
	// Number from 1.
	Number int `json:"number" required:"true" minimum:"1"`
	// Name of a side line: "main", "alt".
	Variant string `json:"variant,omitzero"`
	// Content address, algorithm first: "sha256:...".
	Hash string `json:"hash,omitzero"`
	// File name.
	FileName string `json:"file_name,omitzero"`
	// Media type.
	MediaType string `json:"media_type,omitzero"`
	// Bytes.
	SizeBytes int64 `json:"size_bytes,omitzero" minimum:"0"`
	// Length in frames at Rate, for pictures that move.
	LengthFrames int64 `json:"length_frames,omitzero" minimum:"0"`
	// Frame rate.
	Rate Rate `json:"rate,omitzero"`
	// First frame number.
	FirstFrame int64 `json:"first_frame,omitzero"`
	// Who made it.
	By graph.Ref[Party] `json:"by,omitzero"`
	// When.
	AtMS int64 `json:"at_ms,omitzero"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"working,for_review,changes_asked,approved,final,omitted"`
	// What changed since the last version.
	Comment string `json:"comment,omitzero"`
}

// Derivation says that a version was made from another.
type Derivation struct {
	// The version made.
	Version graph.Ref[Version] `json:"version" required:"true" graph:"owner"`
	// What it was made from.
	From graph.Ref[Version] `json:"from" required:"true" graph:"owner"`
	// How.
	Method string `json:"method,omitzero" enum:"transcode,render,edit,grade,mix,composite,copy,translation,generation,scan"`
	// Program and settings.
	Tool string `json:"tool,omitzero"`
}

// StoredCopy is one copy of a roll or version on a medium, with proof.
type StoredCopy struct {
	// Roll copied; or
	Roll graph.Ref[Roll] `json:"roll,omitzero" graph:"owner" kept:"Shoot, Cards: copy the card, or read the copy back"`
	// version copied.
	Version graph.Ref[Version] `json:"version,omitzero" graph:"owner"`
	// What it is on.
	Medium string `json:"medium" required:"true" enum:"card,raid,disk,ssd,lto,cloud,film"`
	// Label of the medium; a volume of this machine goes by the same name.
	Label string `json:"label,omitzero"`
	// Folder of the copy on the medium, with slashes; empty is the top.
	Path string `json:"path,omitzero"`
	// Site where it is kept.
	Site graph.Ref[Place] `json:"site,omitzero"`
	// Checksum that was read back, algorithm first.
	Hash string `json:"hash,omitzero" kept:"Shoot, Cards: copy the card, or read the copy back"`
	// When it was verified; 0 is never.
	VerifiedAtMS int64 `json:"verified_at_ms,omitzero" kept:"Shoot, Cards: copy the card, or read the copy back"`
	// Result of the last check.
	Status string `json:"status,omitzero" enum:"copying,verified,damaged,erased" kept:"Shoot, Cards: copy the card, or read the copy back"`
	// How it was read back: from the disk, after the cache was dropped, or from memory, which proves nothing.
	ReadBack string `json:"read_back,omitzero" enum:"direct,evicted,memory" kept:"Shoot, Cards: copy the card, or read the copy back"`
	// Disk it is on, as machines tell it from others; two copies on one disk count once.
	Device string `json:"device,omitzero" kept:"Shoot, Cards: copy the card, or read the copy back"`
	// Files that were verified.
	Files int `json:"files,omitzero" minimum:"0" kept:"Shoot, Cards: copy the card, or read the copy back"`
	// Bytes of those.
	SizeBytes int64 `json:"size_bytes,omitzero" minimum:"0" kept:"Shoot, Cards: copy the card, or read the copy back"`
	// Content address of the report of the copy in the library: "sha256:...".
	ReportHash string `json:"report_hash,omitzero" kept:"Shoot, Cards: copy the card, or read the copy back"`
	// What the last check found, when not all was well.
	Fault string `json:"fault,omitzero" maxLength:"4000" kept:"Shoot, Cards: copy the card, or read the copy back"`
}

// Kind is "asset".
func (Asset) Kind() graph.Kind { return "asset" }

// Validate reports what is wrong with the record, and what would be right.
func (a Asset) Validate() error { return check(a) }

// Kind is "version".
func (Version) Kind() graph.Kind { return "version" }

// Validate reports what is wrong with the record, and what would be right.
func (v Version) Validate() error { return check(v) }

// Kind is "derivation".
func (Derivation) Kind() graph.Kind { return "derivation" }

// Validate reports what is wrong with the record, and what would be right.
func (d Derivation) Validate() error {
	if d.Version == d.From && !d.Version.IsZero() {
		return fault.At("from", "from is the version itself: want what it was made from")
	}
	return check(d)
}

// Kind is "stored_copy".
func (StoredCopy) Kind() graph.Kind { return "stored_copy" }

// Validate reports what is wrong with the record, and what would be right.
func (c StoredCopy) Validate() error {
	if c.Roll.IsZero() == c.Version.IsZero() {
		return fault.At("roll", "want either a roll or a version that was copied")
	}
	return check(c)
}
