package aaf

import (
	"encoding/binary"
	"fmt"
	"unicode/utf16"

	"backlot/film/timeline/aaf/cfb"
)

// The identifiers of properties, from the AAF Object Specification.
const (
	pidHeader                                  = 0x0002
	pidContent, pidDictionary                  = 0x3b03, 0x3b04
	pidMobs                                    = 0x1901
	pidMobID, pidMobName, pidSlots, pidMobUser = 0x4401, 0x4402, 0x4403, 0x4406
	pidUsage                                   = 0x4408
	pidDescriptor, pidLocator, pidURL          = 0x4701, 0x2f01, 0x4001
	pidSlotID, pidSlotName, pidSegment, pidNum = 0x4801, 0x4802, 0x4803, 0x4804
	pidEditRate, pidEventRate                  = 0x4b01, 0x4901
	pidDataDef, pidLength                      = 0x0201, 0x0202
	pidComponents                              = 0x1001
	pidSourceID, pidSourceSlot, pidStartTime   = 0x1101, 0x1102, 0x1201
	pidTCStart                                 = 0x1501
	pidCutPoint                                = 0x1802
	pidOperation, pidInputs, pidParameters     = 0x0b01, 0x0b02, 0x0b03
	pidScopeSlots                              = 0x0c01
	pidChoices                                 = 0x0501
	pidSelected, pidAlternates                 = 0x0f01, 0x0f02
	pidPosition, pidComment, pidDescribedSlots = 0x0601, 0x0602, 0x6102
	pidDefID, pidDefName                       = 0x1b01, 0x1b02
	pidOperationDefs, pidParameterDefs         = 0x2603, 0x2604
	pidDataDefs, pidInterpolationDefs          = 0x2605, 0x2609
	pidTimeWarp                                = 0x1e02
	pidParameterDef, pidValue                  = 0x4c01, 0x4d01
	pidInterpolation, pidPoints                = 0x4e01, 0x4e02
	pidPointValue, pidPointTime                = 0x1a02, 0x1a03
	pidTagName, pidTagValue                    = 0x5001, 0x5003
	pidClassDefs, pidClassProperties           = 0x0003, 0x0009
	pidMetaName, pidLocalID                    = 0x0006, 0x000d
)

// The forms in which properties are stored.
const (
	formData         = 0x82
	formStrong       = 0x22
	formStrongVector = 0x32
	formStrongSet    = 0x3a
	formWeak         = 0x02
)

// class is what an object is, by the number that the classes of AAF differ in.
type class byte

const (
	classFiller         class = 0x09
	classOperationGroup class = 0x0a
	classNestedScope    class = 0x0b
	classScopeReference class = 0x0d
	classSelector       class = 0x0e
	classSequence       class = 0x0f
	classSourceClip     class = 0x11
	classTimecode       class = 0x14
	classTransition     class = 0x17
	classCompositionMob class = 0x35
	classMasterMob      class = 0x36
	classSourceMob      class = 0x37
	classEventSlot      class = 0x39
	classTimelineSlot   class = 0x3b
	classVaryingValue   class = 0x3e
	classDescriptive    class = 0x41
	classCommentMarker  class = 0x08
	classEssenceGroup   class = 0x05
)

var classNames = map[class]string{classFiller: "Filler", classOperationGroup: "OperationGroup", classNestedScope: "NestedScope",
	classScopeReference: "ScopeReference", classSelector: "Selector", classSequence: "Sequence", classTransition: "Transition",
	classTimelineSlot: "TimelineMobSlot", classCompositionMob: "CompositionMob", classMasterMob: "MasterMob", classEventSlot: "EventMobSlot", 0x3a: "StaticMobSlot", classEssenceGroup: "EssenceGroup"}

// prop is a property as stored.
type prop struct {
	form byte
	data []byte
}

// object is an AAF object: a folder with its properties.
type object struct {
	dir   *cfb.Node
	class class
	props map[uint16]prop
	file  *container
	kids  map[uint16][]*object // what strong references gave, once
}

// container is an AAF file.
type container struct {
	root    *object
	objects map[*cfb.Node]*object
	mobs    map[string]*object
	names   map[uint16]map[string]string // names of definitions by the dictionary's list, and by their identifier
	defs    map[string]*object           // operations by identifier
	dynamic map[string]uint16            // properties that the file defines itself, by name
}

// open reads a file's objects as far as a cut needs them.
func open(b []byte) (*container, error) {
	dir, err := cfb.Open(b)
	if err != nil {
		return nil, err
	}
	c := &container{objects: map[*cfb.Node]*object{}, mobs: map[string]*object{}, names: map[uint16]map[string]string{},
		defs: map[string]*object{}, dynamic: map[string]uint16{}}
	if c.root, err = c.object(dir); err != nil {
		return nil, err
	}
	return c, nil
}

// object reads the properties of a folder.
func (c *container) object(dir *cfb.Node) (*object, error) {
	if o, ok := c.objects[dir]; ok {
		return o, nil
	}
	s := dir.Child("properties")
	if s == nil {
		return nil, fmt.Errorf("object %q has no properties", dir.Name)
	}
	b, err := s.Read()
	if err != nil {
		return nil, err
	}
	o := &object{dir: dir, props: map[uint16]prop{}, file: c, kids: map[uint16][]*object{}}
	if dir.Class[3] == 0x0d && dir.Class[2] == 0x01 { // 0d010101-0101-XX00-060e-2b3402060101
		o.class = class(dir.Class[7])
	}
	if len(b) < 4 || b[0] != 0x4c {
		return nil, fmt.Errorf("object %q: properties in byte order %#x; want little-endian (0x4c)", dir.Name, first(b))
	}
	le := binary.LittleEndian
	count := int(le.Uint16(b[2:]))
	at := 4 + 6*count
	for i := range count {
		if 4+6*i+6 > len(b) {
			return nil, fmt.Errorf("object %q: %d properties and room for %d", dir.Name, count, i)
		}
		h := b[4+6*i:]
		size := int(le.Uint16(h[4:]))
		if at+size > len(b) {
			return nil, fmt.Errorf("object %q: property %#04x is longer than what is left of it", dir.Name, le.Uint16(h))
		}
		o.props[le.Uint16(h)] = prop{byte(le.Uint16(h[2:])), b[at : at+size]}
		at += size
	}
	c.objects[dir] = o
	return o, nil
}

func first(b []byte) byte {
	if len(b) == 0 {
		return 0
	}
	return b[0]
}

func text(b []byte) string {
	u := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		c := binary.LittleEndian.Uint16(b[i:])
		if c == 0 {
			break
		}
		u = append(u, c)
	}
	return string(utf16.Decode(u))
}

// text is a property that is a text.
func (o *object) text(pid uint16) string {
	if o == nil {
		return ""
	}
	return text(o.props[pid].data)
}

// int is a property that is a whole number of 1, 2, 4 or 8 bytes.
func (o *object) int(pid uint16) (int64, bool) {
	if o == nil {
		return 0, false
	}
	switch b := o.props[pid].data; len(b) {
	case 1:
		return int64(b[0]), true
	case 2:
		return int64(binary.LittleEndian.Uint16(b)), true
	case 4:
		return int64(int32(binary.LittleEndian.Uint32(b))), true
	case 8:
		return int64(binary.LittleEndian.Uint64(b)), true
	}
	return 0, false
}

// rational is a ratio of two numbers; a denominator of zero gives 0.
func rational(b []byte) float64 {
	if len(b) < 8 {
		return 0
	}
	n, d := int32(binary.LittleEndian.Uint32(b)), int32(binary.LittleEndian.Uint32(b[4:]))
	if d == 0 {
		return 0
	}
	return float64(n) / float64(d)
}

// indirect is the value of a property whose type stands before it.
func indirect(b []byte) []byte {
	if len(b) < 17 {
		return nil
	}
	return b[17:]
}

// one is the object that a property refers to, or nil.
func (o *object) one(pid uint16) *object {
	if all := o.all(pid); len(all) > 0 {
		return all[0]
	}
	return nil
}

// all are the objects that a property refers to, in order. Those that cannot be read are left out.
func (o *object) all(pid uint16) []*object {
	if o == nil {
		return nil
	}
	if got, ok := o.kids[pid]; ok {
		return got
	}
	p := o.props[pid]
	name := text(p.data)
	var out []*object
	add := func(dir *cfb.Node) {
		if dir == nil || dir.Stream {
			return
		}
		if k, err := o.file.object(dir); err == nil {
			out = append(out, k)
		}
	}
	switch p.form {
	case formStrong:
		add(o.dir.Child(name))
	case formStrongVector, formStrongSet:
		if s := o.dir.Child(name + " index"); s != nil {
			if b, err := s.Read(); err == nil {
				for _, key := range index(b, p.form) {
					add(o.dir.Child(fmt.Sprintf("%s{%x}", name, key)))
				}
			}
		}
	}
	o.kids[pid] = out
	return out
}

// index lists the local keys of an index stream.
func index(b []byte, form byte) []uint32 {
	le := binary.LittleEndian
	if len(b) < 12 {
		return nil
	}
	count := int(min(le.Uint32(b), uint32(len(b))))
	var out []uint32
	switch form {
	case formStrongVector:
		for i := 0; i < count && 12+4*i+4 <= len(b); i++ {
			out = append(out, le.Uint32(b[12+4*i:]))
		}
	case formStrongSet:
		if len(b) < 15 {
			return nil
		}
		step := 8 + int(b[14])
		for i := 0; i < count && 15+step*i+4 <= len(b); i++ {
			out = append(out, le.Uint32(b[15+step*i:]))
		}
	}
	return out
}

// weak is the identifier that a weak reference keeps, or "".
func (o *object) weak(pid uint16) string {
	if o == nil {
		return ""
	}
	p := o.props[pid]
	if p.form != formWeak || len(p.data) < 5 {
		return ""
	}
	size := int(p.data[4])
	if 5+size > len(p.data) {
		return ""
	}
	return string(p.data[5 : 5+size])
}

// named is a property that the file defines itself, by name.
func (o *object) named(name string) (uint16, bool) {
	pid, ok := o.file.dynamic[name]
	if !ok {
		return 0, false
	}
	_, ok = o.props[pid]
	return pid, ok
}

// load reads the dictionary and the mobs.
func (c *container) load() error {
	header := c.root.one(pidHeader)
	if header == nil {
		return fmt.Errorf("no header in it")
	}
	for _, class := range c.root.one(0x0001).all(pidClassDefs) {
		for _, def := range class.all(pidClassProperties) {
			if id, ok := def.int(pidLocalID); ok && uint16(id) >= 0x8000 {
				c.dynamic[def.text(pidMetaName)] = uint16(id)
			}
		}
	}
	dictionary := header.one(pidDictionary)
	for _, pid := range []uint16{pidOperationDefs, pidParameterDefs, pidDataDefs, pidInterpolationDefs} {
		c.names[pid] = map[string]string{}
		for _, def := range dictionary.all(pid) {
			id := string(def.props[pidDefID].data)
			c.names[pid][id] = def.text(pidDefName)
			if pid == pidOperationDefs {
				c.defs[id] = def
			}
		}
	}
	content := header.one(pidContent)
	if content == nil {
		return fmt.Errorf("no content in it")
	}
	for _, mob := range content.all(pidMobs) {
		c.mobs[string(mob.props[pidMobID].data)] = mob
	}
	return nil
}

// mobsInOrder lists the mobs as the file has them.
func (c *container) mobsInOrder() []*object {
	return c.root.one(pidHeader).one(pidContent).all(pidMobs)
}
