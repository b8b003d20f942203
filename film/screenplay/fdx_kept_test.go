package screenplay_test

import (
	"bytes"
	"strings"
	"testing"

	"backlot/film/screenplay"
)

// strange is a Final Draft document full of what this model does not know.
const strange = `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="7" Future="yes">
  <Preamble kind="x"><Deep a="1"/></Preamble>
  <Content Mode="novel">
    <Paragraph Type="Scene Heading" Number="1" Glow="soft">
      <SceneProperties Length="1 2/8" Page="1" Title="Home">
        <SceneArcBeats><CharacterArcBeat Name="MARA"><Paragraph><Text>She stays.</Text></Paragraph></CharacterArcBeat></SceneArcBeats>
        <Summary><Paragraph><Text>Kettle.</Text></Paragraph></Summary>
      </SceneProperties>
      <Hologram depth="3"/>
      <Text Shimmer="2" RevisionID="2">INT. KITCHEN - DAY</Text>
    </Paragraph>
    <Weather wind="9"/>
    <Paragraph Halo="1">
      <Before x="1"/>
      <DualDialogue>
        <Paragraph Type="Character"><Text>TOM</Text></Paragraph>
        <Paragraph Type="Dialogue"><Text>One.</Text></Paragraph>
        <Between y="2"/>
        <Paragraph Type="Character"><Text>MARA</Text></Paragraph>
        <Paragraph Type="Dialogue"><Text>Two.</Text></Paragraph>
      </DualDialogue>
      <After z="3"/>
    </Paragraph>
    <Paragraph Type="Holodeck"><Text>Odd.</Text><ScriptNote ID="4" Colour="red"><Paragraph><Text>Why?</Text></Paragraph></ScriptNote></Paragraph>
  </Content>
  <LockedPages><LockedPage Number="12A" Where="7"/></LockedPages>
  <Oracle><Text>kept</Text></Oracle>
</FinalDraft>
`

// TestAChangedFDXKeepsWhatIsUnknown changes one word and looks for everything else.
func TestAChangedFDXKeepsWhatIsUnknown(t *testing.T) {
	s, err := screenplay.Read(strings.NewReader(strange), "strange.fdx", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.Blocks {
		if s.Blocks[i].Text == "Odd." {
			s.Blocks[i].Text = "Add."
		}
	}
	var out bytes.Buffer
	if err := screenplay.WriteFDX(&out, s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`Future="yes"`, `<Preamble kind="x"><Deep a="1"/></Preamble>`, `<Content Mode="novel">`, `Glow="soft"`, `<SceneArcBeats>`, `She stays.`,
		`<Hologram depth="3"/>`, `Shimmer="2"`, `RevisionID="2"`, `<Weather wind="9"/>`, `Halo="1"`, `<Before x="1"/>`, `<Between y="2"/>`, `<After z="3"/>`,
		`Type="Holodeck"`, `<ScriptNote ID="4" Colour="red">`, `<LockedPage Number="12A" Where="7"/>`, `<Oracle><Text>kept</Text></Oracle>`, "Add.",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is gone from\n%s", want, out.String())
		}
	}
	again, err := screenplay.Read(&out, "strange.fdx", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if d := diff(skeleton(s), skeleton(again)); d != "" {
		t.Error(d)
	}
}
