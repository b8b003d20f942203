package aaf

import "backlot/film/timeline"

// operation is an effect with what it is put on: a stack with the effect.
func (p *reader) operation(o *object, length int64, w where) *timeline.Node {
	def := p.c.defs[o.weak(pidOperation)]
	name := def.text(pidDefName)
	n := &timeline.Node{Kind: timeline.Stack, Name: name, Source: span(0, length, w.rate)}
	e := &timeline.Effect{Schema: timeline.PlainEffect, Name: name}
	if warp, _ := def.int(pidTimeWarp); warp != 0 {
		e.Schema = timeline.TimeEffect
		if name == "Motion Control" {
			p.speed(e, o, length)
		}
	}
	n.Effects = []*timeline.Effect{e}
	w.scope = false
	for _, in := range o.all(pidInputs) {
		child := p.segment(in, w)
		if child != nil && (len(child.Children) > 0 || child.Kind != timeline.Track && child.Kind != timeline.Stack) {
			n.Children = append(n.Children, child)
		}
	}
	return n
}

// speed reads the speed of a Motion Control effect: two points of the map of its offsets are one speed, more are a curve,
// and without the map the ratio counts. Avid's SpeedRatio often says something else than the map, which is what is seen.
func (p *reader) speed(e *timeline.Effect, o *object, length int64) {
	ratio := p.parameter(o, "SpeedRatio")
	if ratio == nil {
		return
	}
	points := p.parameter(o, "PARAM_SPEED_OFFSET_MAP_U").all(pidPoints)
	if len(points) > 2 {
		return
	}
	e.Schema, e.Effect = timeline.LinearTimeWarp, timeline.LinearTimeWarp
	if len(points) == 2 && pointTime(points[1]) != pointTime(points[0]) {
		e.Scalar = (pointValue(points[1]) - pointValue(points[0])) / (pointTime(points[1]) - pointTime(points[0]))
	} else if r := rational(indirect(ratio.props[pidValue].data)); r != 0 && r != float64(length) {
		e.Scalar = 1 / r // the ratio counts frames of the cut for a frame of the source; as long as the effect is a freeze
	}
	if e.Scalar == 0 {
		e.Schema, e.Effect = timeline.FreezeFrame, timeline.FreezeFrame
	}
}

// parameter is a parameter of an effect by name, or nil.
func (p *reader) parameter(o *object, name string) *object {
	for _, q := range o.all(pidParameters) {
		if p.c.names[pidParameterDefs][string(q.props[pidParameterDef].data)] == name {
			return q
		}
	}
	return nil
}

func pointTime(o *object) float64  { return rational(o.props[pidPointTime].data) }
func pointValue(o *object) float64 { return rational(indirect(o.props[pidPointValue].data)) }
