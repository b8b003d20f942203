import type { components } from '@api'

type Schemas = components['schemas']

export type Reports = Schemas['DraftsReportsOut']
export type ReportScene = Schemas['ReportScene']
export type ReportCharacter = Schemas['ReportCharacter']
export type ReportSet = Schemas['ReportSet']
export type Dialogue = Schemas['ReportDialogue']
export type Sides = Schemas['DraftsSides']
export type SideChoices = Schemas['DraftsSideChoices']
export type Copy = Schemas['DraftsCopy']
export type CopyChoices = Schemas['DraftsCopyChoices']
