import type { components } from '@api'

type Schemas = components['schemas']

export type SourceItem = Schemas['AdaptationSourceItem']
export type SourceMap = Schemas['AdaptationSourceMap']
export type Passage = Schemas['AdaptationPassageRow']
export type LinkRow = Schemas['AdaptationLinkRow']
export type SceneRow = Schemas['AdaptationSceneRow']
export type CardRow = Schemas['AdaptationCardRow']
export type Chapter = Schemas['AdaptationChapterOut']
export type ChapterHead = Schemas['AdaptationChapterHead']
export type Coverage = Schemas['AdaptationCoverage']
export type ChapterRow = Schemas['AdaptationChapterRow']
export type PersonRow = Schemas['AdaptationPersonRow']
export type Shares = Schemas['AdaptationShares']
export type StoryEvent = Schemas['AdaptationEvent']
export type BookReport = Schemas['AdaptationBookReport']
export type Rights = Schemas['AdaptationRights']
export type TermRow = Schemas['AdaptationTermRow']
export type TitleRow = Schemas['AdaptationTitleRow']
export type Agreement = Schemas['AdaptationAgreement']

const base = '/api/productions/{production}/adaptation'

/** The addresses of the slice, once. */
export const paths = {
  read: `${base}/read`,
  sources: `${base}/sources`,
  byHand: `${base}/sources/by-hand`,
  source: `${base}/sources/{source}`,
  chapter: `${base}/sources/{source}/chapters/{chapter}`,
  coverage: `${base}/sources/{source}/coverage`,
  rights: `${base}/sources/{source}/rights`,
  calendar: `${base}/sources/{source}/rights.ics`,
  editions: `${base}/sources/{source}/editions`,
  passages: `${base}/sources/{source}/passages`,
  panels: `${base}/sources/{source}/panels`,
  passage: `${base}/passages/{passage}`,
  verdicts: `${base}/verdicts`,
  link: `${base}/links/{link}`,
  people: `${base}/sources/{source}/people`,
  person: `${base}/people/{person}`,
  terms: `${base}/sources/{source}/terms`,
  term: `${base}/terms/{term}`,
  titlePapers: `${base}/sources/{source}/title-papers`,
  titlePaper: `${base}/title-papers/{item}`,
  checklist: `${base}/sources/{source}/title-checklist`,
  agreements: `${base}/sources/{source}/agreements`,
  agreement: `${base}/agreements/{grant}`,
  conditions: `${base}/agreements/{grant}/conditions`,
  condition: `${base}/conditions/{condition}`,
}

/** Kinds that the map is made from. */
export const mapKinds = ['source', 'passage', 'adaptation', 'scene', 'card', 'card_link', 'lane']

/** What a source can be. */
export const sourceTypes = [
  'novel',
  'comic',
  'play',
  'article',
  'life_rights',
  'podcast',
  'film',
  'game',
  'archive',
  'research',
  'interview',
  'other',
] as const

/** Verdicts with the key that gives them and their colour, which is light enough for dark letters in both schemes. */
export const verdicts = [
  { name: 'kept', keys: 'k', colour: '#7cc08a' },
  { name: 'changed', keys: 'c', colour: '#b3c270' },
  { name: 'moved', keys: 'o', colour: '#7fa9e0' },
  { name: 'merged', keys: 'm', colour: '#b592d8' },
  { name: 'cut', keys: 'x', colour: '#e0857c' },
] as const

export type Verdict = (typeof verdicts)[number]['name']

/** The colour of what became of a passage; open is amber, text without a passage has none. */
export function colourOf(verdict: string): string {
  if (verdict === 'open') return '#f2c14e'
  return verdicts.find((one) => one.name === verdict)?.colour ?? 'transparent'
}

/** Today where the person is, as a civil date. The server has no clock for the rights: it is told. */
export function today(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** A file as base64, in pieces so that a large book does not fill the call stack. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  }
  return btoa(text)
}
