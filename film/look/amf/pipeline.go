package amf

import (
	"regexp"
	"strings"

	"backlot/film/look"
	"backlot/film/timeline/xmltree"
)

func pipeline(e *xmltree.Elem) (Pipeline, error) {
	var p Pipeline
	info := e.Get("pipelineInfo")
	if info == nil {
		return p, at(e, "no <pipelineInfo>")
	}
	if _, _, _, err := dated(info); err != nil {
		return p, err
	}
	p.Description = info.Value("description")
	var version []string
	for _, part := range []string{"majorVersion", "minorVersion", "patchVersion"} {
		v := info.Value("systemVersion", part)
		if len(v) != 1 || v[0] < '0' || v[0] > '9' {
			return p, at(info, "%s %q; want a digit", part, v)
		}
		version = append(version, v)
	}
	p.System = strings.Join(version, ".")
	past := 0 // 1 after the input, 2 after the output
	for _, c := range e.Children {
		var t Transform
		var err error
		switch c.Name {
		case "pipelineInfo":
			continue
		case "inputTransform":
			if past > 0 || len(p.Transforms) > 0 {
				return p, at(c, "comes after another transform; want it first, and once")
			}
			past = 1
			t, err = transform(c, Input)
		case "lookTransform", "workingLocation":
			if past == 2 {
				return p, at(c, "comes after the output transform")
			}
			if t = (Transform{Kind: Here, Line: c.Line}); c.Name == "lookTransform" {
				t, err = transform(c, Look)
			}
		case "outputTransform":
			if past == 2 {
				return p, at(c, "a second output transform")
			}
			past = 2
			t, err = transform(c, Output)
		default:
			return p, at(c, "is no part of a pipeline; want inputTransform, lookTransform, workingLocation or outputTransform")
		}
		if err != nil {
			return p, err
		}
		p.Transforms = append(p.Transforms, t)
	}
	return p, nil
}

// parts are the elements that together name a transform of a kind, where one id does not.
var parts = map[Kind][][]string{
	Input:  {{"inverseOutputTransform"}, {"inverseOutputDeviceTransform", "inverseReferenceRenderingTransform"}},
	Output: {{"referenceRenderingTransform", "outputDeviceTransform"}},
}

func transform(e *xmltree.Elem, kind Kind) (Transform, error) {
	t := Transform{Kind: kind, Line: e.Line, Description: e.Value("description"), File: e.Value("file"), UUID: e.Value("uuid")}
	switch e.Attr("applied") {
	case "true", "1":
		t.Applied = true
	case "false", "0":
	default:
		return t, at(e, "applied %q; want true or false", e.Attr("applied"))
	}
	if id := e.Get("transformId"); id != nil {
		if err := checkID(id, string(kind)); err != nil {
			return t, err
		}
		t.IDs = []string{id.Text}
	}
	for _, set := range parts[kind] {
		if e.Get(set[0]) == nil {
			continue
		}
		for _, name := range set {
			id := e.Get(name, "transformId")
			if id == nil {
				return t, at(e, "no transformId in <%s>", name)
			}
			if err := checkID(id, name); err != nil {
				return t, err
			}
			t.IDs = append(t.IDs, id.Text)
		}
	}
	space := e.Get("cdlWorkingSpace")
	if n := count(len(t.IDs) > 0, t.File != "", t.UUID != "", space != nil && t.File == ""); n != 1 {
		return t, at(e, "%d of transformId, file, uuid and a CDL; want one", n)
	}
	if space == nil {
		return t, nil
	}
	return t, t.cdl(e, space)
}

func (t *Transform) cdl(e, space *xmltree.Elem) error {
	from := space.Get("fromCdlWorkingSpace", "transformId")
	if from == nil {
		return at(space, "no transformId in <fromCdlWorkingSpace>")
	}
	t.From = from.Text
	if err := checkID(from, "space"); err != nil {
		return err
	}
	if to := space.Get("toCdlWorkingSpace", "transformId"); to != nil {
		if err := checkID(to, "space"); err != nil {
			return err
		}
		t.To = to.Text
	}
	if t.File != "" {
		return nil // a correction in another file, by its id
	}
	c, err := look.CorrectionIn(e)
	if err != nil {
		return err
	}
	t.CDL = c
	return nil
}

// The forms of transform ids. Source: acesMetadataFile.xsd of AMF 2.0.
var idForms = map[string]*regexp.Regexp{
	string(Input):  regexp.MustCompile(`^urn:ampas:aces:transformId:(v1\.5:(IDT\.\S+\.\S+\.a\d+\.v\d+|ACEScsc\.\S+\.a\d+\.\d+\.\d+)|v2\.0:(Input\.\S+\.\S+\.a\d+\.v\d+|CSC\.\S+\.a\d+\.v\d+))$`),
	string(Look):   regexp.MustCompile(`^urn:ampas:aces:transformId:(v1\.5:(LMT\.\S+\.\S+\.a\d+\.v\d+|LMT\.Academy\.\S+\.a\d+\.\d+\.\d+)|v2\.0:Look\.\S+\.\S+\.a\d+\.v\d+)$`),
	string(Output): regexp.MustCompile(`^urn:ampas:aces:transformId:(v1\.5:(RRTODT\.\S+\.\S+\.a\d+\.v\d+|RRTODT\.Academy\.\S+\.a\d+\.\d+\.\d+)|v2\.0:Output\.\S+\.\S+\.a\d+\.v\d+)$`),
	"space":        regexp.MustCompile(`^urn:ampas:aces:transformId:(v1\.5:(ACEScsc\.\S+\.\S+\.a\d+\.v\d+|ACEScsc\.Academy\.\S+\.a\d+\.\d+\.\d+)|v2\.0:CSC\.\S+\.\S+\.a\d+\.v\d+)$`),

	"inverseOutputTransform":             regexp.MustCompile(`^urn:ampas:aces:transformId:(v1\.5:InvRRTODT\.\S+\.\S+\.a\d+(\.v\d+|\.\d+\.\d+)|v2\.0:InvOutput\.\S+\.\S+\.a\d+\.v\d+)$`),
	"inverseOutputDeviceTransform":       regexp.MustCompile(`^urn:ampas:aces:transformId:v1\.5:InvODT\.\S+\.\S+\.a\d+(\.v\d+|\.\d+\.\d+)$`),
	"inverseReferenceRenderingTransform": regexp.MustCompile(`^urn:ampas:aces:transformId:v1\.5:InvRRT\.a\d+\.\d+\.\d+$`),
	"referenceRenderingTransform":        regexp.MustCompile(`^urn:ampas:aces:transformId:v1\.5:RRT\.a\d+\.\d+\.\d+$`),
	"outputDeviceTransform":              regexp.MustCompile(`^urn:ampas:aces:transformId:v1\.5:ODT\.\S+\.\S+\.a\d+(\.v\d+|\.\d+\.\d+)$`),
}

func checkID(e *xmltree.Elem, form string) error {
	if !idForms[form].MatchString(e.Text) {
		return at(e, "%q is no id of this kind of transform; want such as urn:ampas:aces:transformId:v1.5:IDT.Maker.Camera.a1.v1", e.Text)
	}
	return nil
}
