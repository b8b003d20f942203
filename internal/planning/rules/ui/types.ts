import type { components } from '@api'

type Schemas = components['schemas']

export type Rules = Schemas['RulesAnswer']
export type PackItem = Schemas['RulesPackItem']
export type PackPage = Schemas['RulesPackPage']
export type RuleItem = Schemas['RulesRuleItem']
export type PlanRule = Schemas['RulesPlanRule']
export type Breach = Schemas['RulesBreach']
export type Verdict = Schemas['RulesTryOut']

const base = '/api/productions/{production}/rules'

/** The addresses of the slice, once. */
export const paths = {
  all: base,
  packs: `${base}/packs`,
  read: `${base}/packs/{key}`,
  pack: `${base}/packs/{pack}`,
  rules: `${base}/packs/{pack}/rules`,
  edit: `${base}/edits/{rule}`,
  mode: `${base}/planner/{key}`,
  waivers: `${base}/waivers`,
  waiver: `${base}/waivers/{waiver}`,
  try: `${base}/try`,
}

/** Kinds that the pages are made from. */
export const ruleKinds = [
  'rule_pack',
  'rule',
  'waiver',
  'engagement',
  'party',
  'board',
  'strip',
  'scene',
  'use',
  'unit',
  'shoot_day',
  'availability',
]

/** Colour of what a broken rule means. */
export const severityColour: Record<string, string> = {
  block: 'red',
  price: 'orange',
  warn: 'yellow',
  info: 'gray',
}

/** Colour of how well the text of a rule is known. */
export const statusColour: Record<string, string> = { V: 'green', P: 'yellow', U: 'gray' }
