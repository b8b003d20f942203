import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { differences, type Finding, hasKey, keysUsed, literals } from './messages'

const root = resolve(import.meta.dirname, '../..')
/** Files below a folder of the repository, as paths from its root. */
const below = (folder: string): string[] =>
  existsSync(resolve(root, folder))
    ? readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${folder}/${file}`,
      )
    : []
const isSource = (file: string) =>
  /\.tsx?$/.test(file) && !file.endsWith('.test.ts') && !file.endsWith('.d.ts')
const read = (file: string) => readFileSync(resolve(root, file), 'utf8')
const json = (file: string) => JSON.parse(read(file)) as Record<string, string>
const isFile = (file: string) => statSync(resolve(root, file), { throwIfNoEntry: false })?.isFile() ?? false
const show = ({ file, line, text }: Finding) => `${file}:${line}: ${text}`

const core = json('web/src/i18n/en.json')
const ours = below('web/src').filter(isSource)
const theirs = below('internal').filter((file) => /^internal\/\w+\/\w+\/ui\//.test(file) && isSource(file))
const sources = [...ours, ...theirs].filter((file) => file.endsWith('.tsx'))
const slices = [...new Set(theirs.map((file) => file.split('/ui/')[0]))]

test('every sentence stands in the catalogue, none in a .tsx file', () => {
  expect(sources.flatMap((file) => literals(file, read(file))).map(show)).toEqual([])
})

test('every key of the shell and kit is in the catalogue, and every message is used', () => {
  const text = ours.map(read).join('\n')
  const missing = ours
    .flatMap((file) => keysUsed(file, read(file)))
    .filter(({ text: key }) => !hasKey(core, key))
  expect(missing.map(show)).toEqual([])
  const families = [...text.matchAll(/`([a-z]+(?:\.[a-zA-Z]+)*\.)\$\{/gi)].map((match) => match[1])
  const prefixes = [...new Set([...families, 'branch.'])]
  const unused = Object.keys(core)
    .map((key) => key.replace(/_(one|other)$/, ''))
    .filter((key) => !text.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)))
  expect(unused).toEqual([])
})

test('English and German of the shell say the same', () => {
  expect(differences(core, json('web/src/i18n/de.json'), 'de')).toEqual([])
})

describe.each(slices)('%s', (slice) => {
  test('has both catalogues, the same keys, and every key it asks for', () => {
    for (const language of ['en', 'de']) {
      expect(isFile(`${slice}/ui/messages.${language}.json`), `${slice}/ui/messages.${language}.json`).toBe(
        true,
      )
    }
    const own = json(`${slice}/ui/messages.en.json`)
    expect(differences(own, json(`${slice}/ui/messages.de.json`), 'de')).toEqual([])
    const used = theirs
      .filter((file) => file.startsWith(`${slice}/ui/`))
      .flatMap((file) => keysUsed(file, read(file)))
    expect(used.filter(({ text }) => !hasKey(own, text) && !hasKey(core, text)).map(show)).toEqual([])
    const manifest = read(`${slice}/ui/index.tsx`)
    const titles = [...manifest.matchAll(/\btitle: '([^']+)'/g)].map((match) => match[1])
    expect(titles.filter((key) => !hasKey(own, key))).toEqual([])
  })
})

test('the check finds what it is for', () => {
  const source = `
    export const A = () => <b title="Move strip">{t('a.b')} · {t(x ? 'c' : 'd')} <i>Wrap</i> 1 {t(\`e.\${y}\`)}</b>`
  expect(literals('a.tsx', source).map(({ text }) => text)).toEqual(['Move strip', 'Wrap'])
  expect(keysUsed('a.tsx', source).map(({ text }) => text)).toEqual(['a.b', 'c', 'd', 'e.*'])
  expect(hasKey({ n_other: '', 'e.x': '' }, 'n')).toBe(true)
  expect(hasKey({ 'e.x': '' }, 'e.*')).toBe(true)
  expect(differences({ a: '{{n}} x', b: 'y' }, { a: 'x' }, 'de')).toEqual([
    'a: different values in en and de',
    'b: missing in de',
  ])
})
